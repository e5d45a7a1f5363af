import { describe, expect, test } from "vitest";
import type { VrrpPacket } from "../../../agent/vrrp/state.ts";
import { advertFrom, instance, script } from "./instance.ts";
import { run, started } from "./run.ts";

const backup = instance("state BACKUP\n priority 100");
const rival = "192.168.1.12";

describe("a router alone", () => {
  test("is a backup for three intervals and its skew, then master; the fraction of the skew is kept", () => {
    // 3 × 1 s + (256 − 100)/256 s = 3.609375 s (RFC 3768 §6.1)
    expect(run(backup, { 0: started }, 10).lines).toEqual([
      "0.000 log (VI_1) removing VIPs.",
      "0.000 remove-addresses",
      "0.000 log (VI_1) Entering BACKUP STATE (init)",
      "0.000 notify BACKUP 100",
      "3.609 send-advert 100",
      "3.609 add-addresses",
      "3.609 announce 5",
      "3.609 log (VI_1) Receive advertisement timeout",
      "3.609 log (VI_1) Entering MASTER STATE",
      "3.609 log (VI_1) setting VIPs.",
      "3.609 notify MASTER 100",
      "4.609 send-advert 100",
      "5.609 send-advert 100",
      "6.609 send-advert 100",
      "7.609 send-advert 100",
      "8.609 send-advert 100",
      "8.609 announce 5",
      "9.609 send-advert 100",
    ]);
  });

  test("with state MASTER does the same: priority decides, not state", () => {
    const master = instance("state MASTER\n priority 100");
    expect(run(master, { 0: started }, 5)).toEqual(run(backup, { 0: started }, 5));
  });

  test("that owns the address (255) is master at once", () => {
    const owner = instance("state MASTER\n priority 255");
    expect(run(owner, { 0: started }, 0.5).lines).toContain("0.000 add-addresses");
  });

  test("resigns in order when it is stopped, and does nothing afterwards", () => {
    const { lines, state } = run(backup, { 0: started, 4: { kind: "stop" } }, 60);
    expect(lines.filter((line) => line >= "4.0")).toEqual([
      "4.000 send-advert 0",
      "4.000 log (VI_1) sent 0 priority",
      "4.000 remove-addresses",
      "4.000 log (VI_1) removing VIPs.",
      "4.000 notify STOP 100",
    ]);
    expect(state.role.kind).toBe("stopped");
  });

  test("that slept does not send the missed adverts in a rush", () => {
    const { lines } = run(backup, { 0: started }, 3.7);
    expect(lines.filter((line) => line.includes("send-advert"))).toHaveLength(1);
  });
});

describe("a backup", () => {
  test("takes over three intervals and its skew after the master's last advert", () => {
    const advert = advertFrom(rival, backup, 200);
    const { lines } = run(backup, { 0: started, 1.219: advert, 2.219: advert, 4.219: advert }, 8);
    // 4.219 s + 3 × 1 s + 156/256 s (RFC 3768 §6.1)
    expect(lines.filter((line) => line.includes("add-addresses"))).toEqual(["7.828 add-addresses"]);
  });

  test("takes over after its skew alone when the master resigns", () => {
    const { lines } = run(
      backup,
      { 0: started, 1: advertFrom(rival, backup, 200), 1.5: advertFrom(rival, backup, 0) },
      4,
    );
    expect(lines.slice(4)).toEqual([
      "1.500 log (VI_1) Backup received priority 0 advertisement",
      "2.109 send-advert 100",
      "2.109 add-addresses",
      "2.109 announce 5",
      "2.109 log (VI_1) Receive advertisement timeout",
      "2.109 log (VI_1) Entering MASTER STATE",
      "2.109 log (VI_1) setting VIPs.",
      "2.109 notify MASTER 100",
      "3.109 send-advert 100",
    ]);
  });

  test.each([
    ["does not listen to a weaker master", "", "3.609"],
    ["listens to a weaker master under nopreempt", "nopreempt", "6.609"],
    [
      "leaves a weaker master in peace for preempt_delay, then lets its timer run",
      "preempt_delay 1.5",
      "5.609",
    ],
  ])("%s", (_, lines, takeover) => {
    const settings = instance(`priority 100\n ${lines}`);
    const weaker = advertFrom(rival, settings, 50);
    const done = run(settings, { 0: started, 1: weaker, 2: weaker, 3: weaker }, 10);
    expect(done.lines.find((line) => line.includes("add-addresses"))).toBe(`${takeover} add-addresses`);
  });

  test("listens to a master of its own priority, whatever the addresses", () => {
    const equal = advertFrom("192.168.1.2", backup, 100);
    expect(run(backup, { 0: started, 3: equal }, 6).lines.at(-1)).toBe("0.000 notify BACKUP 100");
  });
});

describe("a master", () => {
  const hears = (priority: number, source = rival) =>
    run(backup, { 0: started, 6: advertFrom(source, backup, priority) }, 6.5).lines.filter(
      (line) => line >= "6.0",
    );

  test("yields to a higher priority", () => {
    expect(hears(101)).toEqual([
      "6.000 remove-addresses",
      "6.000 log (VI_1) Master received advert from 192.168.1.12 with higher priority 101, ours 100",
      "6.000 log (VI_1) Entering BACKUP STATE",
      "6.000 notify BACKUP 100",
    ]);
  });

  test("yields to the same priority from a higher address, compared as numbers", () => {
    expect(hears(100, "192.168.1.100")[0]).toBe("6.000 remove-addresses");
    expect(hears(100, "192.168.1.9")).not.toContain("6.000 remove-addresses");
  });

  test("answers a weaker one at once, and announces its addresses again", () => {
    expect(hears(99)).toEqual([
      "6.000 send-advert 100",
      "6.000 announce 5",
      "6.000 log (VI_1) Received advert from 192.168.1.12 with lower priority 99, ours 100, forcing new election",
      "6.000 notify MASTER_RX_LOWER_PRI 100",
    ]);
  });

  test("answers a storm of losing or resigning ones at most ten times an interval; its own adverts keep their times", () => {
    for (const priority of [99, 0]) {
      const storm = Array.from({ length: 2000 }, (_, index) => [
        6 + index / 1000,
        advertFrom(rival, backup, priority),
      ]);
      const { lines } = run(backup, { 0: started, ...Object.fromEntries(storm) }, 8);
      const sent = lines.filter((line) => line.endsWith("send-advert 100") && line >= "6.0");
      expect(sent.length).toBeLessThanOrEqual(22);
      expect(sent).toContain("6.609 send-advert 100");
      expect(sent).toContain("7.609 send-advert 100");
    }
  });

  test("whose addresses somebody removes gives up and says so, as the original", () => {
    const { lines } = run(backup, { 0: started, 6: { kind: "addresses-lost" } }, 6.5);
    expect(lines.filter((line) => line >= "6.0")).toEqual([
      "6.000 send-advert 0",
      "6.000 log (VI_1) sent 0 priority",
      "6.000 remove-addresses",
      "6.000 log (VI_1) removing VIPs.",
      "6.000 log (VI_1) Entering BACKUP STATE",
      "6.000 notify BACKUP 100",
    ]);
  });

  test("answers one that resigns", () => {
    expect(hears(0)).toEqual(["6.000 send-advert 100"]);
  });
});

describe("a packet that does not count", () => {
  const good = advertFrom(rival, backup, 200);
  const secured = instance("priority 100\n authentication {\n auth_type PASS\n auth_pass right\n }");
  const wrongPassword = { ...secured, auth: { type: "PASS", password: "wrong" } } as const;
  const corrupt = good.payload.map((byte, index) => (index === 2 ? byte ^ 1 : byte));
  const cases: readonly (readonly [string, typeof backup, Partial<VrrpPacket>])[] = [
    ["ttl", backup, { ttl: 254 }],
    ["own", backup, { source: "192.168.1.11" }],
    ["checksum", backup, { payload: corrupt }],
    ["length", backup, { payload: good.payload.subarray(0, 19) }],
    ["short", backup, { payload: good.payload.subarray(0, 4) }],
    ["other-router", backup, advertFrom(rival, { ...backup, virtualRouterId: 52 }, 200)],
    ["other-interval", backup, advertFrom(rival, { ...backup, advertMs: 2000 }, 200)],
    ["other-version", backup, advertFrom(rival, { ...backup, version: 3 }, 200)],
    ["authentication", secured, good],
    ["authentication", secured, advertFrom(rival, wrongPassword, 200)],
    ["authentication", backup, advertFrom(rival, secured, 200)],
  ];

  test.each(cases)(
    "(%s) is counted and touches no timer of a backup or a master",
    (reason, settings, change) => {
      const packet = { ...good, ...change, kind: "packet" } as const;
      const storm = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [1 + index * 0.3, packet]));
      const quiet = run(settings, { 0: started }, 8);
      const stormy = run(settings, { 0: started, ...storm }, 8);
      const acts = (lines: readonly string[]) => lines.filter((line) => !line.includes("log"));
      expect(acts(stormy.lines)).toEqual(acts(quiet.lines));
      expect(stormy.state.dropped).toEqual({ [reason]: 20 });
    },
  );

  test("is logged at most twice an interval in a storm", () => {
    const packet = { ...good, ttl: 1 };
    const storm = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [1 + index / 1000, packet]));
    const { lines, state } = run(backup, { 0: started, ...storm }, 3);
    expect(lines.filter((line) => line.includes("invalid TTL/HL"))).toHaveLength(2);
    expect(state.dropped).toEqual({ ttl: 1000 });
  });
});

describe("a tracked script", () => {
  const tracked = (weight: number) => instance("priority 100\n track_script {\n check\n }", script(weight));
  const up = { kind: "script", name: "check", verdict: "up" } as const;
  const down = { kind: "script", name: "check", verdict: "down" } as const;

  test("of positive weight adds it while it is up; the waiting backup's skew follows", () => {
    // 3 s + (256 − 102)/256 s, from the start of the wait
    expect(run(tracked(2), { 0: started, 0.1: up, 5: down }, 7).lines.slice(4)).toEqual([
      "0.100 log (VI_1) Changing effective priority from 100 to 102",
      "3.602 send-advert 102",
      "3.602 add-addresses",
      "3.602 announce 5",
      "3.602 log (VI_1) Receive advertisement timeout",
      "3.602 log (VI_1) Entering MASTER STATE",
      "3.602 log (VI_1) setting VIPs.",
      "3.602 notify MASTER 102",
      "4.602 send-advert 102",
      "5.000 log (VI_1) Changing effective priority from 102 to 100",
      "5.602 send-advert 100",
      "6.602 send-advert 100",
    ]);
  });

  test("of negative weight takes it away while it is down", () => {
    expect(run(tracked(-20), { 0: started, 0.1: down }, 0.5).state.priority).toBe(80);
    expect(run(tracked(-20), { 0: started, 0.1: up }, 0.5).state.priority).toBe(100);
  });

  test("of weight 0 keeps the instance waiting until its first result", () => {
    expect(run(tracked(0), { 0: started, 5: up }, 6).lines.slice(2)).toEqual([
      "5.000 log (VI_1) Entering BACKUP STATE",
      "5.000 notify BACKUP 100",
    ]);
  });

  test("of weight 0 puts a master into FAULT when it fails, and lets it come back", () => {
    expect(
      run(tracked(0), { 0: [started, up], 4: down, 9: up }, 10).lines.filter((line) => line >= "4.0"),
    ).toEqual([
      "4.000 log (VI_1) Entering FAULT STATE",
      "4.000 send-advert 0",
      "4.000 log (VI_1) sent 0 priority",
      "4.000 remove-addresses",
      "4.000 log (VI_1) removing VIPs.",
      "4.000 notify FAULT 100",
      "9.000 log (VI_1) Entering BACKUP STATE",
      "9.000 notify BACKUP 100",
    ]);
  });

  test.each([
    [250, 100, 254],
    [-250, 100, 1],
    [100, 255, 255],
  ])("of weight %i leaves the priority %i at %i", (weight, priority, expected) => {
    const settings = { ...tracked(weight), priority };
    const verdict = weight > 0 ? up : down;
    expect(run(settings, { 0: [started, verdict] }, 0.1).state.priority).toBe(expected);
  });
});

describe("the interface", () => {
  const gone = { kind: "interface", linkUp: false, primaryAddress: "192.168.1.11" } as const;
  const back = { ...gone, linkUp: true } as const;

  test("down means FAULT without a word on the dead wire; up again, a backup", () => {
    const { lines } = run(backup, { 0: started, 4: gone, 7: back }, 8);
    expect(lines.filter((line) => line >= "4.0")).toEqual([
      "4.000 log (VI_1) Entering FAULT STATE",
      "4.000 remove-addresses",
      "4.000 log (VI_1) removing VIPs.",
      "4.000 notify FAULT 100",
      "7.000 log (VI_1) Entering BACKUP STATE",
      "7.000 notify BACKUP 100",
    ]);
  });

  test("that loses its own address means FAULT, and no farewell is claimed that cannot be sent", () => {
    const { lines } = run(backup, { 0: started, 4: { kind: "interface", linkUp: true } }, 5);
    expect(lines.filter((line) => line >= "4.0")).not.toContain("4.000 log (VI_1) sent 0 priority");
  });

  test("without an address of its own means FAULT", () => {
    const { state, lines } = run(backup, { 0: { kind: "start", linkUp: true } }, 9);
    expect(state.role.kind).toBe("fault");
    expect(lines).toContain("0.000 log (VI_1) entering FAULT state (no IPv4 address for interface)");
  });
});

test("a failed farewell is told too", () => {
  const failed = { kind: "failed", action: "send-advert", reason: "ENETUNREACH" } as const;
  expect(run(backup, { 0: started, 4: [{ kind: "stop" }, failed] }, 5).lines.at(-1)).toBe(
    "4.000 log (VI_1) send-advert failed: ENETUNREACH",
  );
});

test("a failed action is told and changes nothing", () => {
  const failed = { kind: "failed", action: "add-addresses", reason: "EPERM" } as const;
  expect(run(backup, { 0: started, 1: failed }, 2).lines.at(-1)).toBe(
    "1.000 log (VI_1) add-addresses failed: EPERM",
  );
});
