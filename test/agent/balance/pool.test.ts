import { describe, expect, test } from "vitest";
import { nobody } from "../../../agent/balance/algorithm.ts";
import { algorithms } from "../../../agent/balance/index.ts";
import { Pool } from "../../../agent/balance/pool.ts";

const servers = [
  { weight: 1, backup: false },
  { weight: 1, backup: false },
  { weight: 1, backup: true },
  { weight: 1, backup: true },
];

function pool(allBackups = false): Pool {
  return new Pool(servers, algorithms.roundrobin, { allBackups, random: () => 0, draws: 1 });
}

function turns(of: Pool, count: number): readonly number[] {
  return Array.from({ length: count }, () => of.choose());
}

function two(): Pool {
  return new Pool(servers.slice(0, 2), algorithms.roundrobin, {
    allBackups: false,
    random: () => 0,
    draws: 1,
  });
}

describe("backups", () => {
  test("get nothing while another server is up", () => {
    expect(turns(pool(), 4)).toEqual([0, 1, 0, 1]);
  });

  test("only the first serves when no other server is up", () => {
    const one = pool();
    one.setUp(0, false);
    one.setUp(1, false);
    expect(turns(one, 3)).toEqual([2, 2, 2]);
    one.setUp(2, false);
    expect(turns(one, 2)).toEqual([3, 3]);
    one.setUp(1, true);
    expect(turns(one, 2)).toEqual([1, 1]);
  });

  test("all serve with option allbackups", () => {
    const one = pool(true);
    one.setUp(0, false);
    one.setUp(1, false);
    expect(turns(one, 4)).toEqual([2, 3, 2, 3]);
  });

  test("nobody is chosen when all are down, and usable counts agree", () => {
    const one = pool();
    expect([one.usable(false), one.usable(true)]).toEqual([2, 2]);
    for (const index of servers.keys()) one.setUp(index, false);
    expect(one.choose()).toBe(nobody);
    expect([one.usable(false), one.usable(true)]).toEqual([0, 0]);
  });
});

test("a drained server gets nothing, and one in maintenance neither, until both are ready again", () => {
  const both = two();
  both.setAdmin(0, "drain");
  expect([both.choose(), both.choose(), both.usable(false)]).toEqual([1, 1, 1]);
  both.setAdmin(1, "maint");
  expect([both.choose(), both.usable(false)]).toEqual([nobody, 0]);
  both.setUp(1, false);
  both.setAdmin(1, "ready");
  expect(both.choose()).toBe(nobody);
  both.setAdmin(0, "ready");
  expect([both.choose(), both.isUp(1)]).toEqual([0, false]);
});

test("a weight changes at once, and 0 takes a server out", () => {
  const both = two();
  both.setWeight(0, 3);
  expect([0, 0, 0, 0].map(() => both.choose()).filter((server) => server === 0)).toHaveLength(3);
  both.setWeight(0, 0);
  expect([both.choose(), both.choose(), both.usable(false)]).toEqual([1, 1, 1]);
});
