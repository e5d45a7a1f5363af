import { describe, expect, test } from "vitest";
import { advance, initialState } from "../../../agent/vrrp/machine.ts";
import type { VrrpEvent, VrrpSettings, VrrpState } from "../../../agent/vrrp/state.ts";
import { advertFrom, instance, script } from "./instance.ts";
import { started } from "./run.ts";

/** The state after these events, at their times in milliseconds. */
function stateAfter(settings: VrrpSettings, ...events: readonly (readonly [number, VrrpEvent])[]): VrrpState {
  return events.reduce(
    (state, [atMs, event]) => advance(state, event, settings, atMs).state,
    initialState(settings),
  );
}

const before = instance("priority 100");
const master = stateAfter(before, [0, started], [3700, { kind: "timer" }]);
const again = (state: VrrpState, settings: VrrpSettings, linked: readonly string[] = []) =>
  advance(state, { kind: "reconfigured", linked: new Set(linked) }, settings, 4000);
const kinds = (step: ReturnType<typeof again>) => step.actions.map(({ kind }) => kind);

describe("with another configuration", () => {
  test("a master stays master, tells its new priority at once, and keeps its new rhythm", () => {
    const next = again(master, instance("priority 150\n advert_int 3"));
    expect(next.state).toMatchObject({ priority: 150, role: { kind: "master", advertAtMs: 7000 } });
    expect(next.actions[0]).toEqual({ kind: "send-advert", priority: 150 });
    expect(kinds(next)).toEqual(["send-advert", "add-addresses", "announce"]);
  });

  test("a backup waits on from when it last heard its master", () => {
    const backup = stateAfter(before, [0, started], [3000, advertFrom("192.168.1.12", before, 200)]);
    const next = again(backup, instance("priority 228\n advert_int 2"));
    // 3 s + 3 × 2 s + (256 − 228)/256 s
    expect(next.state.role).toMatchObject({ kind: "backup", wakeAtMs: 9109.375, masterAdvertMs: 2000 });
    expect(next.actions).toEqual([]);
  });

  test("what a script has said counts on; a new one is waited for without letting go", () => {
    const text = "priority 100\n track_script {\n check\n }";
    const tracked = instance(text, script(20));
    const up = stateAfter(tracked, [0, started], [1, { kind: "script", name: "check", verdict: "up" }]);
    expect(again(up, instance(text, script(30))).state.priority).toBe(130);
    expect(again(up, before).state).toMatchObject({ priority: 100, verdicts: {} });
    expect(again(master, instance(text, script(0))).state.role.kind).toBe("master");
  });

  test("an interface that is watched from now on and has no link means FAULT", () => {
    const watching = instance("priority 100\n track_interface {\n eth1\n }");
    expect(again(master, watching, ["eth1"]).state.role.kind).toBe("master");
    const next = again(master, watching);
    expect(next.state.role.kind).toBe("fault");
    expect(kinds(next)).toContain("remove-addresses");
  });

  test("an instance in FAULT comes back when nothing is in the way any more", () => {
    const watching = instance("priority 100\n track_interface {\n eth1\n }");
    expect(again(stateAfter(watching, [0, started]), before).state.role.kind).toBe("backup");
  });

  test("one that was stopped stays stopped", () => {
    expect(again(stateAfter(before, [0, started], [1, { kind: "stop" }]), before).actions).toEqual([]);
  });
});
