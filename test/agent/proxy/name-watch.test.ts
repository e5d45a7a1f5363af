import { expect, test } from "vitest";
import { parseHaproxy } from "../../../agent/config/haproxy/parse.ts";
import { setAdmin } from "../../../agent/proxy/backend-control.ts";
import { BackendState } from "../../../agent/proxy/backend-state.ts";
import { type NameAnswer, NameWatch } from "../../../agent/proxy/name-watch.ts";
import { serverStatus } from "../../../agent/stats/server-status.ts";

const holds = { nx: 1000, refused: 2000, timeout: 3000, other: 4000, obsolete: 0 };

/** Three servers of one name, without an address at first, and what is told of them. */
function world(words = "", more: Partial<typeof holds> = {}) {
  const template = `server-template t 3 t.test:80 init-addr none ${words}`;
  const { config, problems } = parseHaproxy(`backend b\n ${template}\n`, "test");
  const [backend] = config.backends;
  if (!backend || problems.some(({ severity }) => severity === "fatal")) throw new Error("no backend");
  const state = new BackendState(backend);
  for (const index of [0, 1, 2]) {
    state.unresolved.add(index);
    setAdmin(state, index, "maint", 0);
  }
  const told: string[] = [];
  const watch = new NameWatch({ state, servers: [0, 1, 2], holds: { ...holds, ...more } }, 0, (news) => {
    told.push(`${news.server} ${news.kind === "lost" ? news.why : `${news.from} ${news.by}`}`);
  });
  const hosts = () =>
    state.config.servers.map(({ host }, index) => (state.unresolved.has(index) ? "-" : host)).join(" ");
  return {
    state,
    hosts,
    /** What is told of an answer, and where the servers are then. */
    after: (answer: NameAnswer, nowMs: number) => {
      told.length = 0;
      watch.answered(answer, nowMs);
      return [hosts(), ...told];
    },
  };
}

const valid = (...addresses: string[]): NameAnswer => ({ kind: "valid", addresses, by: "r/dns1" });

// As HAProxy 2.6.12 told of the same answers.
test("each server takes an address of its own; those that are still there stay", () => {
  const { after, state } = world();
  expect(after(valid("127.0.0.2", "127.0.0.3"), 0)).toEqual(
    ["127.0.0.2 127.0.0.3 -", "0 undefined r/dns1", "1 undefined DNS cache", "2 No IP for server "].slice(
      0,
      3,
    ),
  );
  expect(after(valid("127.0.0.3", "127.0.0.5"), 1)).toEqual(["127.0.0.5 127.0.0.3 -", "0 127.0.0.2 r/dns1"]);
  expect(after(valid("127.0.0.3"), 2)).toEqual(["- 127.0.0.3 -", "0 No IP for server "]);
  expect(serverStatus(state, 0)).toBe("MAINT (resolution)");
  expect(after(valid("127.0.0.3", "127.0.0.7", "127.0.0.8"), 3)).toEqual([
    "127.0.0.7 127.0.0.3 127.0.0.8",
    "0 undefined r/dns1",
    "2 undefined DNS cache",
  ]);
  expect(state.pool.usable(false)).toBe(3);
});

test("an address is kept for as long as its trouble may last", () => {
  for (const [kind, why] of [
    ["nx", "DNS NX status"],
    ["refused", "DNS refused status"],
    ["timeout", "DNS timeout status"],
    ["other", "unspecified DNS error"],
  ] as const) {
    const { after } = world();
    after(valid("127.0.0.2"), 0);
    expect(after({ kind }, holds[kind] - 1)).toEqual(["127.0.0.2 - -"]);
    expect(after({ kind }, holds[kind])).toEqual(["- - -", `0 ${why}`]);
  }
});

test("hold obsolete keeps an address that the name does not give any more", () => {
  const { after } = world("", { obsolete: 500 });
  after(valid("127.0.0.2", "127.0.0.3"), 0);
  expect(after(valid("127.0.0.3"), 100)).toEqual(["127.0.0.2 127.0.0.3 -"]);
  expect(after(valid("127.0.0.3"), 600)).toEqual(["- 127.0.0.3 -", "0 No IP for server "]);
});

test("allow-dup-ip lets all have the one address", () => {
  const { after } = world("resolve-opts allow-dup-ip");
  expect(after(valid("127.0.0.2"), 0)[0]).toBe("127.0.0.2 127.0.0.2 127.0.0.2");
  expect(after(valid("127.0.0.2"), 1)).toEqual(["127.0.0.2 127.0.0.2 127.0.0.2"]);
});
