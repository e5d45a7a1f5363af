import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Chooser, type Door, nobody } from "../../../agent/balance/algorithm.ts";
import { consistentByKey } from "../../../agent/balance/consistent.ts";
import { hashOf } from "../../../agent/balance/hash.ts";
import { algorithms } from "../../../agent/balance/index.ts";
import { keyOf } from "../../../agent/balance/key.ts";
import { ServerMap } from "../../../agent/balance/server-map.ts";
import { seededRandom } from "../../../agent/base/random.ts";
import type { Balance, UriBalance } from "../../../agent/config/haproxy/config.ts";
import { viewOf } from "../acl/request.ts";

type Name = Balance["algorithm"];
const names = Object.keys(algorithms) as Name[];
const sdbm = { function: "sdbm", avalanche: false } as const;

function chooser(name: Name, weights: readonly number[], draws = 2): Chooser {
  const made = algorithms[name](
    weights.map((weight) => ({ weight })),
    { random: seededRandom(5), draws },
  );
  for (const [server, weight] of weights.entries()) made.put(server, 16 * weight);
  return made;
}

/** Lets in who fits. */
function door(lets: (server: number) => boolean): Door {
  return { lets };
}

function turns(of: Chooser, count: number): string {
  return Array.from({ length: count }, () => String.fromCharCode(65 + of.next())).join("");
}

describe.each(names)("balance %s", (name) => {
  test("takes only servers that are there, have a weight, and may be taken", () => {
    const word = fc.record({
      server: fc.nat(3),
      action: fc.constantFrom("add", "remove", "next"),
      key: fc.option(fc.nat(), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }), fc.array(word), (weights, steps) => {
        const of = chooser(name, weights);
        const here = new Set([0, 1, 2, 3]);
        for (const { server, action, key } of steps) {
          if (action !== "next") of.put(server, action === "add" ? 16 * (weights[server] ?? 0) : 0);
          if (action === "add") here.add(server);
          if (action === "remove") here.delete(server);
          if (action !== "next") continue;
          const taken = of.next(
            door((candidate) => candidate !== server),
            key,
          );
          if (taken === nobody) continue;
          expect(here.has(taken) && weights[taken] !== 0 && taken !== server).toBe(true);
        }
      }),
    );
  });

  test("gives nobody where nobody is", () => {
    const of = chooser(name, [1, 1]);
    of.put(0, 0);
    of.put(1, 0);
    expect([of.next(), of.next(undefined, 7)]).toEqual([nobody, nobody]);
  });
});

// The live test compares longer runs with HAProxy's own.
test.each([
  [[1, 1, 1], "ABCABC"],
  [[2, 1], "AABAAB"],
  [[4, 2], "AABAAB"],
  [[3, 2, 1], "AABABC"],
  [[0, 2, 1], "BBCBBC"],
])("static-rr with the weights %j goes round as %s", (weights, expected) => {
  expect(turns(chooser("static-rr", weights), 6)).toBe(expected);
});

test("the map has a slot for each unit of weight, and no server without weight", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 6 }), (weights) => {
      const map = new ServerMap(weights.map((weight) => ({ weight })));
      for (const server of weights.keys()) map.put(server, 16 * (weights[server] ?? 0));
      const { slots } = map;
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      for (const [server, weight] of weights.entries()) {
        const share = slots.filter((slot) => slot === server).length * total;
        expect(share).toBe(weight * slots.length);
      }
    }),
  );
});

describe("leastconn", () => {
  test("idle servers take turns", () => {
    const of = chooser("leastconn", [1, 1, 1]);
    const serve = (): string => {
      const server = of.next();
      of.load?.(server, 1);
      of.load?.(server, 0);
      return String.fromCharCode(65 + server);
    };
    expect(Array.from({ length: 7 }, serve).join("")).toBe("ABCABCA");
  });

  test("busy servers get as many as their weight allows", () => {
    const of = chooser("leastconn", [3, 1]);
    const sessions = [0, 0];
    for (let step = 0; step < 40; step++) {
      const server = of.next();
      sessions[server] = (sessions[server] ?? 0) + 1;
      of.load?.(server, sessions[server] ?? 0);
    }
    expect(sessions).toEqual([30, 10]);
  });
});

test("first goes on to the next only when the one before is full", () => {
  const of = chooser("first", [1, 1, 1]);
  expect([of.next(), of.next(door((server) => server > 0)), of.next(door((server) => server > 1))]).toEqual([
    0, 1, 2,
  ]);
});

test("random follows the weights, and of two drawn takes the one with fewer sessions", () => {
  const drawn = turns(chooser("random", [3, 1], 1), 4000);
  // The points of two servers are few: their share of the circle is not exactly that of the weights.
  expect(drawn.split("A").length - 1).toBeGreaterThan(2500);
  expect(drawn.split("A").length - 1).toBeLessThan(3200);
  const of = chooser("random", [1, 1], 50);
  of.load?.(0, 9);
  expect(turns(of, 20)).toBe("B".repeat(20));
});

test("a key stays with its server, also when that server is full; without a key the turn decides", () => {
  const of = chooser("source", [1, 1, 1]);
  expect([of.next(undefined, 4), of.next(undefined, 4), of.next(undefined, 5)]).toEqual([1, 1, 2]);
  expect(
    of.next(
      door((server) => server !== 1),
      4,
    ),
  ).toBe(nobody);
  expect([of.next(), of.next(), of.next()]).toEqual([0, 1, 2]);
});

describe("a consistent hash", () => {
  const of = (): Chooser => {
    const made = consistentByKey(
      [1, 1, 1, 1].map((weight) => ({ weight })),
      { random: seededRandom(5), draws: 1 },
    );
    for (let server = 0; server < 4; server++) made.put(server, 16);
    return made;
  };
  const keys = Array.from({ length: 500 }, (_, index) =>
    hashOf(`key${index}`, { function: "sdbm", avalanche: true }),
  );

  test("moves only the keys of a server that leaves, and gives them back", () => {
    const made = of();
    const take = () => keys.map((key) => made.next(undefined, key));
    const before = take();
    made.put(2, 0);
    for (const [index, server] of take().entries()) {
      if (before[index] === 2) expect(server).not.toBe(2);
      else expect(server).toBe(before[index]);
    }
    made.put(2, 16);
    expect(take()).toEqual(before);
  });

  test("waits for a full server, and leaves one that failed", () => {
    const [key = 0] = keys;
    const home = of().next(undefined, key);
    const elsewhere = door((server) => server !== home);
    expect(of().next(elsewhere, key)).toBe(nobody);
    expect(of().next(elsewhere, key, home)).not.toBe(home);
  });
});

test.each([
  [{}, "/a/b/c?d=e", "/a/b/c"],
  [{ whole: true }, "/a/b/c?d=e", "/a/b/c?d=e"],
  [{ length: 4 }, "/a/b/c?d=e", "/a/b"],
  [{ depth: 2 }, "/a/b/c?d=e", "/a/b"],
  [{ depth: 9, length: 9, whole: true }, "/a/b/c?d=e", "/a/b/c?d="],
  [{}, "http://h/a?b", "http://h/a"],
  [{ pathOnly: true }, "http://h/a?b", "/a"],
] as const)("balance uri with %j looks at %s as at %s", (change: Partial<UriBalance>, target, part) => {
  const balance = { algorithm: "uri", whole: false, pathOnly: false, ...change } as const;
  const key = keyOf(balance, sdbm)?.(viewOf(`GET ${target} HTTP/1.1\n`));
  expect(key).toBe(hashOf(part, sdbm));
});

test.each([
  ["source", { clientAddress: "10.0.0.1" }, 167_772_161],
  ["source", { clientAddress: "2001:db8::1" }, 0x20010db8 ^ 1],
] as const)("balance %s of %j", (algorithm, facts, key) => {
  expect(keyOf({ algorithm }, sdbm)?.(viewOf("", facts))).toBe(key);
});

test("a parameter or a header that is missing gives no key", () => {
  const view = viewOf("GET /?a=b HTTP/1.1\nHost: www.example.com\nX-User: u, v\n");
  const key = (balance: Balance) => keyOf(balance, sdbm)?.(view);
  expect(key({ algorithm: "url_param", name: "a" })).toBe(hashOf("b", sdbm));
  expect(key({ algorithm: "hdr", name: "x-user" })).toBe(hashOf("u", sdbm));
  expect(key({ algorithm: "hdr", name: "host", domainOnly: true })).toBe(hashOf("example", sdbm));
  expect(key({ algorithm: "url_param", name: "c" })).toBeUndefined();
  expect(key({ algorithm: "hdr", name: "x-none" })).toBeUndefined();
  expect(keyOf({ algorithm: "roundrobin" }, sdbm)).toBeUndefined();
});

test.each([
  ["sdbm", 0x61],
  ["djb2", 177_670],
  ["crc32", 0xe8b7be43],
] as const)("%s of a letter", (name, hash) => {
  expect(hashOf("a", { function: name, avalanche: false })).toBe(hash);
});
