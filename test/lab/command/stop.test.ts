import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { Interrupted, stopSignals } from "../../../lab/command/interrupted.ts";
import { abortOnStop } from "../../../lab/command/stop.ts";

function stopped({ endsWithParent = false } = {}) {
  const source = new EventEmitter();
  const state = { nowMs: 0, again: 0 };
  const { signal } = abortOnStop({
    source,
    endsWithParent,
    nowMs: () => state.nowMs,
    onAgain: () => {
      state.again += 1;
    },
  });
  return { source, state, signal };
}

test.each(stopSignals)("%s aborts with itself as the reason", (name) => {
  const { source, signal } = stopped();
  source.emit(name);
  expect(signal.reason).toBeInstanceOf(Interrupted);
  expect(signal.reason).toMatchObject({ stopSignal: name });
});

test("a signal that arrives twice at once, from the terminal and from npm, is one", () => {
  const { source, state } = stopped();
  source.emit("SIGINT");
  state.nowMs = 12;
  source.emit("SIGINT");
  expect(state.again).toBe(0);
});

test("a second Ctrl-C tells that the clean-up is under way, and the first reason stays", () => {
  const { source, state, signal } = stopped();
  source.emit("SIGTERM");
  state.nowMs = 1000;
  source.emit("SIGINT");
  expect(state.again).toBe(1);
  expect(signal.reason).toMatchObject({ stopSignal: "SIGTERM" });
});

test("losing the launcher counts as a hang-up, losing any other parent does not", () => {
  const launched = stopped({ endsWithParent: true });
  launched.source.emit("disconnect");
  expect(launched.signal.reason).toMatchObject({ stopSignal: "SIGHUP" });
  const forked = stopped();
  forked.source.emit("disconnect");
  expect(forked.signal.aborted).toBe(false);
});
