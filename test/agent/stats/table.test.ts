import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { csv, statRows } from "../../../agent/stats/table.ts";
import { World } from "./world.ts";

const recorded = readFileSync(new URL("../../cases/haproxy-stat-columns.txt", import.meta.url), "utf8");

test("the columns are HAProxy 2.6's, in its order, and every row has as many", () => {
  const lines = csv(statRows(new World().view())).split("\n");
  expect(`${lines[0]}\n`).toBe(recorded);
  expect(new Set(lines.slice(0, -1).map((line) => line.split(",").length))).toEqual(
    new Set([recorded.split(",").length]),
  );
});

test("rows stand in the order of the file, numbered as by the original", () => {
  const rows = statRows(new World().view()).map(({ pxname, svname, iid, sid, type }) => [
    pxname,
    svname,
    iid,
    sid,
    type,
  ]);
  expect(rows).toEqual([
    ["stats", "FRONTEND", 2, 0, 0],
    ["stats", "BACKEND", 2, 0, 1],
    ["fe", "FRONTEND", 3, 0, 0],
    ["be", "s1", 4, 1, 2],
    ["be", "s2", 4, 2, 2],
    ["be", "s3", 4, 3, 2],
    ["be", "BACKEND", 4, 0, 1],
  ]);
});

test("the words for states", () => {
  const world = new World();
  const statuses = (): readonly unknown[] =>
    statRows(world.view())
      .slice(3)
      .map(({ status }) => status);
  expect(statuses()).toEqual(["UP 1/3", "no check", "no check", "UP"]);
  world.command("set server be/s1 health down");
  world.command("set server be/s2 state drain");
  world.command("set server be/s3 state maint");
  expect(statuses()).toEqual(["DOWN", "DRAIN", "MAINT", "DOWN"]);
});

test("a value that could break a line is quoted", () => {
  expect(
    csv([{ pxname: 'a,"b"\n', svname: "s" }])
      .split("\n")
      .slice(1)
      .join("\n"),
  ).toMatch(/^"a,""b""\n",s,,/);
});
