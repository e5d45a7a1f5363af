import { expect, test } from "vitest";
import { parseHaproxy } from "../../../agent/config/haproxy/parse.ts";
import { BackendState } from "../../../agent/proxy/backend-state.ts";
import { parseSavedState, restoreServer } from "../../../agent/proxy/saved-state.ts";
import { serverStatus } from "../../../agent/stats/server-status.ts";

/** A backend whose one server has these words. */
function backendOf(words: string): BackendState {
  const { config } = parseHaproxy(`backend b\n server s 127.0.0.1:9001 ${words}\n`, "test");
  const [backend] = config.backends;
  if (!backend) throw new Error("no backend");
  return new BackendState(backend);
}

const sound = "3 b 1 s 127.0.0.1 2 0 1 1 1000 6 3 4 6 0 0 0 - 9001 - 0 0 - - 0";

function restored(words: string, line: string) {
  const state = backendOf(words);
  const [saved] = parseSavedState(`1\n# be_id …\n${line}\n`) ?? [];
  if (!saved) throw new Error("no line");
  const how = restoreServer(state, 0, saved, 5_000_000);
  return { state, how, status: serverStatus(state, 0) };
}

/** The line above with some words replaced. */
function line(words: Readonly<Record<number, string | number>>): string {
  return sound
    .split(" ")
    .map((word, at) => words[at] ?? word)
    .join(" ");
}

// What HAProxy 2.6.12 made of the same lines.
test.each([
  ["check", {}, undefined, "UP"],
  ["check", { 5: 0, 10: 8, 11: 2, 12: 0 }, "down", "DOWN"],
  ["check", { 5: 0, 12: 1 }, "down", "DOWN"],
  ["check", { 5: 0, 6: 1, 12: 0 }, "down", "MAINT"],
  ["check", { 5: 0, 6: 5, 12: 0 }, "down", "DOWN"],
  ["check", { 5: 0, 6: 2, 12: 0 }, "down", "DOWN"],
  ["check", { 6: 8 }, "drain", "DRAIN"],
  ["check disabled", {}, undefined, "MAINT"],
  ["", {}, undefined, "no check"],
  ["", { 5: 0 }, "down", "DOWN"],
  ["check", { 5: 3, 10: 16, 11: 4 }, "leaving", "NOLB 1/3"],
  ["check", { 5: 1 }, undefined, "UP 0/3"],
  ["check rise 1 fall 1", {}, undefined, "UP"],
])("server … %s with %j: %s, %s", (words, changes, how, status) => {
  expect(restored(words, line(changes))).toMatchObject({ how, status });
});

test("weights count while the file says the same, ports and the aim of checks always, since when it is so", () => {
  expect(restored("check weight 10", line({ 7: 5, 8: 10 })).state.pool.weightOf(0)).toBe(5);
  expect(restored("check weight 20", line({ 7: 5, 8: 10 })).state.pool.weightOf(0)).toBe(20);
  const { state } = restored("check", line({ 4: "127.0.0.9", 18: 9055, 21: 88, 22: "127.0.0.3" }));
  expect(state.config.servers[0]).toMatchObject({
    host: "127.0.0.1",
    port: 9055,
    check: { port: 88, host: "127.0.0.3" },
  });
  expect(state.checks[0]?.lastChangeSeconds(5_000_000)).toBe(1000);
  expect(state.checks[0]?.last?.status).toBe("l4-ok");
});

test("what is no state file of version 1 is nothing, and a line that is cut off is left out", () => {
  expect(parseSavedState("2\n")).toBeUndefined();
  expect(parseSavedState("")).toBeUndefined();
  expect(parseSavedState("1\n3 b 1 s 127.0.0.1 2 0\n")).toEqual([]);
});
