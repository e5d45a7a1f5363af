import { describe, expect, test } from "vitest";
import type { VrrpEvent } from "../../../agent/vrrp/state.ts";
import { advertFrom, instance } from "./instance.ts";
import { run } from "./run.ts";

const delayed: VrrpEvent = { kind: "start", linkUp: true, primaryAddress: "192.168.1.11", delayMs: 5500 };
const settings = instance("priority 100");

describe("vrrp_startup_delay", () => {
  test("lets nothing happen before its end, whatever is heard, tracked or connected", () => {
    const { lines } = run(
      settings,
      {
        0: delayed,
        1: advertFrom("192.168.1.12", settings, 0),
        2: { kind: "interface", linkUp: false },
        3: { kind: "interface", linkUp: true, primaryAddress: "192.168.1.11" },
      },
      9.2,
    );
    expect(lines.slice(0, 5)).toEqual([
      "0.000 log (VI_1) removing VIPs.",
      "0.000 remove-addresses",
      "5.500 log (VI_1) Entering BACKUP STATE (init)",
      "5.500 notify BACKUP 100",
      "9.109 send-advert 100",
    ]);
  });

  test("ends in FAULT without a link", () => {
    expect(run(settings, { 0: { ...delayed, linkUp: false } }, 6).state.role.kind).toBe("fault");
  });

  test("is over when the daemon is stopped", () => {
    const { lines, state } = run(settings, { 0: delayed, 2: { kind: "stop" } }, 60);
    expect(lines.at(-1)).toBe("2.000 notify STOP 100");
    expect(state.role.kind).toBe("stopped");
  });
});
