import { expect, test } from "vitest";
import type { Backend } from "../../../agent/config/haproxy/config.ts";
import { parseHaproxy } from "../../../agent/config/haproxy/parse.ts";
import { BackendState } from "../../../agent/proxy/backend-state.ts";
import { Dispatch } from "../../../agent/proxy/dispatch.ts";
import { serverIds } from "../../../agent/proxy/server-id.ts";
import { StickTable } from "../../../agent/stick/table.ts";
import { viewOf } from "../acl/request.ts";

function stage(lines: string) {
  const text = `listen b\n mode http\n bind :80\n ${lines.replaceAll("; ", "\n ")}
 server s1 10.0.0.1:80\n server s2 10.0.0.2:80 id 9\n server s3 10.0.0.3:80\n`;
  const { config, problems } = parseHaproxy(text, "x");
  const state = new BackendState(config.backends[0] as Backend);
  const tables = new Map(config.tables.map((spec) => [spec.name, new StickTable(spec)]));
  const serve = (user: string, answers = true): string => {
    const view = viewOf(`GET / HTTP/1.1\nU: ${user}\n`);
    const world = { ...view.world, nowMs: () => 5, table: (name: string) => tables.get(name) };
    const dispatch = new Dispatch(state, { ...view, world: world as NonNullable<typeof view.world> });
    dispatch.start(true, 0);
    const { server = -1 } = dispatch;
    if (answers) dispatch.persistence?.stickiness?.learn(server);
    dispatch.free();
    return `s${server + 1}${dispatch.direct ? "!" : ""}`;
  };
  return { serve, table: tables.get("b"), problems };
}

const table = "stick-table type string size 10";

test("who is known comes to the same server, whoever comes between", () => {
  const { serve } = stage(`${table}; stick on hdr(u)`);
  expect(["a", "b", "a", "b", "c", "a"].map((user) => serve(user))).toEqual([
    "s1",
    "s2",
    "s1!",
    "s2!",
    "s3",
    "s1!",
  ]);
});

test("nobody is kept who got no answer", () => {
  const { serve, table: kept } = stage(`${table}; stick on hdr(u)`);
  expect([serve("a", false), serve("a"), serve("a")]).toEqual(["s1", "s2", "s2!"]);
  expect(kept?.used).toBe(1);
});

test("matching alone keeps nothing, storing alone binds nobody", () => {
  const { serve, table: kept } = stage(`${table}; stick match hdr(u)`);
  expect([serve("a"), serve("a"), kept?.used]).toEqual(["s1", "s2", 0]);
  const other = stage(`${table}; stick store-request hdr(u)`);
  expect([other.serve("a"), other.serve("a"), other.table?.used]).toEqual(["s1", "s2", 1]);
});

test("a server of which nobody is remembered", () => {
  const { serve, table: kept } = stage(`${table}; default-server non-stick; stick on hdr(u)`);
  expect([serve("a"), serve("a"), kept?.used]).toEqual(["s1", "s2", 0]);
});

test("an entry without a name is found by the server's number", () => {
  const { serve, table: kept } = stage(`${table}; stick match hdr(u)`);
  const entry = kept?.take("a", 0);
  if (kept && entry) kept.set(entry, "server_id", 9, 0);
  expect(serve("a")).toBe("s2!");
});

test.each([
  ["stick on src", "fatal"],
  [`${table}; stick on hdr(u) table nope`, "fatal"],
  [`${table}; stick on hdr(u) foo`, "fatal"],
  [`${table}; stick store-response path`, "fatal"],
  [`${table}; stick match res.hdr(x)`, "fatal"],
  [`${table}; stick of hdr(u)`, "fatal"],
  [`${table}; stick on`, "fatal"],
  ["stick-table type ip size 10; stick on bool(1)", "fatal"],
  ["stick-table type integer size 10; stick on bin(0a)", "fatal"],
  [`${table}; stick store-response src if TRUE`, undefined],
  [`${table}; stick store-response res.hdr(x)`, undefined],
  ["stick-table type integer size 10; stick on path", undefined],
])("%s: the verdict is HAProxy's", (lines, verdict) => {
  const worst = stage(lines).problems.find(({ severity }) => severity === "fatal");
  expect(worst?.severity).toBe(verdict);
});

test.each([
  [
    [undefined, 20, undefined],
    [1, 20, 3],
  ],
  [
    [2, undefined, undefined],
    [2, 3, 4],
  ],
  [
    [undefined, 2, 3, undefined],
    [1, 2, 3, 4],
  ],
  [
    [undefined, undefined, 2],
    [1, 3, 2],
  ],
])("servers with the ids %j are numbered %j", (ids, expected) => {
  expect(serverIds(ids.map((id) => (id === undefined ? {} : { id })))).toEqual(expected);
});
