import { describe, expect, test } from "vitest";
import { nobody } from "../../../agent/balance/algorithm.ts";
import type { Backend } from "../../../agent/config/haproxy/config.ts";
import { parseHaproxy } from "../../../agent/config/haproxy/parse.ts";
import { type AttemptFacts, nextAttempt } from "../../../agent/proxy/attempt.ts";
import { agentChecked, checked, linkTrackers, observed, warm } from "../../../agent/proxy/backend-control.ts";
import { BackendState } from "../../../agent/proxy/backend-state.ts";

/** States of the backends in these lines. */
function statesOf(...lines: readonly string[]): BackendState[] {
  const text = ["listen b", "mode http", "bind :80", ...lines, ""].join("\n");
  const states = parseHaproxy(text, "x").config.backends.map(
    (backend) => new BackendState(backend as Backend),
  );
  linkTrackers(states);
  return states;
}

function stateOf(...lines: readonly string[]): BackendState {
  return statesOf(...lines)[0] as BackendState;
}

const ok = { passed: true, status: "l4-ok" } as const;
const bad = { passed: false, status: "l4-connection" } as const;
const timing = { durationMs: 0, nowMs: 0 };

describe("who waits", () => {
  test("comes in at the place that is free, first come first served, and no turn is taken for it", () => {
    const state = stateOf("default-server maxconn 1", "server a 10.0.0.1:80", "server b 10.0.0.2:80");
    for (const server of [0, 1]) state.occupy(server, 0);
    const seen: string[] = [];
    const come = (name: string) => () => {
      const server = state.takeGrant();
      seen.push(`${name}${server}`);
      state.occupy(server, 0);
    };
    state.enqueue(come("x"));
    state.enqueue(come("y"), 0);
    const leave = state.enqueue(come("z"));
    state.enqueue(come("w"));
    expect([state.line.length, state.line.lengthAt(0), state.choose()]).toEqual([4, 1, nobody]);
    state.release(1);
    state.release(1);
    leave();
    state.release(0);
    state.release(1);
    expect(seen).toEqual(["x1", "z1", "y0", "w1"]);
    expect(state.line.length).toBe(0);
  });

  test("a server that somebody waits for is not chosen by others", () => {
    const state = stateOf("server a 10.0.0.1:80 maxconn 2", "server b 10.0.0.2:80");
    state.enqueue(() => {}, 0);
    expect([state.choose(), state.choose()]).toEqual([1, 1]);
  });

  test("for a server that goes down chooses anew, where redispatch is allowed", () => {
    const state = stateOf("option redispatch", "balance source", "server a 10.0.0.1:80 maxconn 1 check");
    const grants: number[] = [];
    state.enqueue(() => grants.push(state.takeGrant()), 0);
    checked(state, 0, bad, timing);
    expect(grants).toEqual([nobody]);
  });
});

describe("limits", () => {
  test("minconn grows to maxconn as the backend fills", () => {
    const state = stateOf("fullconn 100", "server a 10.0.0.1:80 minconn 10 maxconn 100");
    const limits = [0, 5, 50, 100, 200].map((active) => {
      state.counters.current = active;
      return state.limits?.limitOf(0);
    });
    expect(limits).toEqual([10, 10, 50, 100, 100]);
  });

  test("slowstart lets in a sixteenth of the weight, and little of maxconn, at first", () => {
    const state = stateOf("server a 10.0.0.1:80 weight 10 maxconn 100 slowstart 10s check fall 1 rise 1");
    checked(state, 0, bad, timing);
    checked(state, 0, ok, timing);
    const facts = () => [state.pool.effectiveWeightOf(0), state.limits?.limitOf(0)];
    expect(facts()).toEqual([10, 1]);
    expect([warm(state, 0, 5000), ...facts()]).toEqual([true, 90, 50]);
    expect([warm(state, 0, 10_000), ...facts()]).toEqual([false, 160, 100]);
  });
});

describe("health", () => {
  test("who tracks follows, over other trackers and backends too", () => {
    const states = statesOf(
      "server a 10.0.0.1:80 check",
      "server b 10.0.0.2:80 track c/t",
      "listen c",
      "mode http",
      "bind :81",
      "server t 10.0.0.3:80 track b/a",
    );
    const [b, c] = states as [BackendState, BackendState];
    const news: string[] = [];
    for (const state of states) {
      state.listener = {
        changed: (of, server, up, cause) => {
          news.push(`${of.config.name}${server} ${up} ${cause.kind === "track" ? cause.name : cause.kind}`);
        },
        checked: () => {},
        leaving: () => {},
        asked: () => {},
        joined: () => {},
        hurry: () => {},
      };
    }
    checked(b, 0, bad, timing);
    expect(news).toEqual(["b0 false check", "c0 false b/a", "b1 false c/t"]);
    expect([b.pool.isUp(1), c.pool.isUp(0)]).toEqual([false, false]);
  });

  test("check and agent must both be content; the agent's silence changes nothing", () => {
    const state = stateOf("server a 10.0.0.1:80 check fall 1 rise 1 agent-check agent-port 99 weight 10");
    const agent = (reply: Parameters<typeof agentChecked>[2]["reply"], passed = true) =>
      agentChecked(state, 0, { result: passed ? ok : bad, reply }, timing);
    expect(agent({ up: false }, false)).toBe("down");
    expect(checked(state, 0, ok, timing)).toBe("none");
    expect(agent(undefined, false)).toBe("none");
    expect(agent({ up: true, weightPercent: 50 })).toBe("up");
    expect(state.pool.weightOf(0)).toBe(5);
    agent({ admin: "drain" });
    expect([state.pool.adminOf(0), state.choose(), state.pool.mayKeep(0)]).toEqual(["drain", nobody, true]);
  });

  test.each([
    ["fastinter", "up"],
    ["fail-check", "up"],
    ["sudden-death", "down"],
    ["mark-down", "down"],
  ])("errors of the traffic with on-error %s", (then, side) => {
    const state = stateOf(`server a 10.0.0.1:80 check fall 3 observe layer7 error-limit 2 on-error ${then}`);
    checked(state, 0, ok, timing);
    for (let error = 0; error < 2; error++) observed(state, 0, "wrong-status", 0);
    expect(state.pool.isUp(0) ? "up" : "down").toBe(side);
  });

  test("a 404 where it means goodbye: nobody new, and who knows the server may stay", () => {
    const state = stateOf("server a 10.0.0.1:80 check");
    checked(state, 0, { passed: true, status: "l7-conditional", code: 404 }, timing);
    expect([state.choose(), state.pool.mayKeep(0), state.pool.isUp(0)]).toEqual([nobody, true, true]);
    checked(state, 0, { passed: true, status: "l7-ok", code: 200 }, timing);
    expect(state.choose()).toBe(0);
  });

  test("a server that is disabled begins in maintenance", () => {
    const state = stateOf("server a 10.0.0.1:80 disabled", "server b 10.0.0.2:80");
    expect([state.choose(), state.choose(), state.pool.adminOf(0)]).toEqual([1, 1, "maint"]);
  });
});

test.each([
  [3, -1, "same same other give-up"],
  [3, 1, "other other other give-up"],
  [4, 2, "same other same other give-up"],
  [4, -2, "same same other same give-up"],
])("%i retries with option redispatch %i: %s", (maximumRetries, every, expected) => {
  const facts: Omit<AttemptFacts, "retries"> = {
    maximumRetries,
    redispatch: true,
    every,
    turns: false,
    up: true,
    usable: 2,
    connectTimeoutMs: 100,
  };
  const kinds = Array.from(
    { length: maximumRetries + 1 },
    (_, retries) => nextAttempt({ ...facts, retries }).kind,
  );
  expect(kinds.join(" ")).toBe(expected);
});
