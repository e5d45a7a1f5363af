import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checksum } from "../../../agent/base/checksum.ts";
import { masterDownMs, skewMs } from "../../../agent/vrrp/timer.ts";
import { advertFrom, instance } from "./instance.ts";
import { run, started } from "./run.ts";

const rival = "192.168.1.12";
const v3 = (seconds: number, lines = "") =>
  instance(`priority 100\n version 3\n advert_int ${seconds}\n ${lines}`);
const taken = (lines: readonly string[]) => lines.find((line) => line.includes("add-addresses"));

test.each([
  // RFC 9568 §6.1: 3 × interval + (256 − priority) × interval / 256
  [0.01, 0.036],
  [0.1, 0.361],
  [1, 3.609],
  [40.95, 147.804],
])("alone at %d s it is master after %d s", (seconds, expected) => {
  expect(taken(run(v3(seconds), { 0: started }, 200).lines)).toBe(`${expected.toFixed(3)} add-addresses`);
});

test("the skew is a share of the interval in version 3, of a second in version 2", () => {
  expect(skewMs(128, { version: 3, advertMs: 100 })).toBe(50);
  expect(skewMs(128, { version: 2, advertMs: 4000 })).toBe(500);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 254 }),
      fc.integer({ min: 1, max: 4095 }),
      (priority, hundredths) => {
        const advertMs = hundredths * 10;
        const pace = { version: 3, advertMs } as const;
        expect(skewMs(priority, pace)).toBeGreaterThan(0);
        expect(skewMs(priority, pace)).toBeLessThan(advertMs);
        expect(masterDownMs(priority, pace)).toBeLessThan(masterDownMs(priority - 1, pace));
      },
    ),
  );
});

describe("a backup", () => {
  const slow = v3(1);

  test("learns the interval of its master, says so once, and waits by it", () => {
    const advert = advertFrom(rival, v3(0.1), 200);
    const { lines } = run(slow, { 0: started, 0.05: advert, 0.15: advert }, 0.6);
    expect(lines.slice(4, 7)).toEqual([
      "0.050 log (VI_1) advertisement interval updated from 1000ms to 100ms by master",
      // 0.15 s + 3 × 0.1 s + 156/256 × 0.1 s
      "0.511 send-advert 100",
      "0.511 add-addresses",
    ]);
  });

  test("takes over after the skew of its master's interval when that resigns", () => {
    const events = { 0: started, 1: advertFrom(rival, v3(0.1), 200), 1.05: advertFrom(rival, v3(0.1), 0) };
    expect(taken(run(slow, events, 2).lines)).toBe("1.111 add-addresses");
  });

  test("as master sends at its own interval, and by the new master's when it has yielded", () => {
    const fast = advertFrom(rival, v3(0.1), 200);
    const { lines, state } = run(slow, { 0: started, 6.1: fast }, 6.2);
    expect(lines.filter((line) => line.endsWith("send-advert 100"))).toEqual([
      "3.609 send-advert 100",
      "4.609 send-advert 100",
      "5.609 send-advert 100",
    ]);
    expect(state.role).toMatchObject({ kind: "backup", masterAdvertMs: 100 });
  });

  test("does not listen to a weaker master, nor to its interval", () => {
    const weak = advertFrom(rival, v3(0.01), 50);
    const storm = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [0.5 + index / 2000, weak]));
    expect(taken(run(slow, { 0: started, ...storm }, 5).lines)).toBe("3.609 add-addresses");
  });
});

describe("a checksum over the payload alone (RFC 9568)", () => {
  const good = advertFrom(rival, v3(1), 200);
  const payload = good.payload.slice();
  payload.set([0, 0], 6);
  new DataView(payload.buffer).setUint16(6, checksum(payload));
  const packet = { ...good, payload };

  test("is accepted", () => {
    expect(taken(run(v3(1), { 0: started, 3: packet }, 6).lines)).toBeUndefined();
  });

  test("is dropped under strict_mode, as by the original", () => {
    const { lines, state } = run(v3(1, "strict_mode"), { 0: started, 3: packet }, 6);
    expect(taken(lines)).toBe("3.609 add-addresses");
    expect(lines).toContain("3.000 log (VI_1) Invalid VRRPv3 checksum");
    expect(state.dropped).toEqual({ checksum: 1 });
  });
});

test("a packet that does not count is counted and touches no timer of a backup or a master", () => {
  const settings = v3(1);
  const good = advertFrom(rival, settings, 200);
  const bad = fc.constantFrom(
    { reason: "interval", packet: advertFrom(rival, { ...settings, advertMs: 0 }, 200) },
    { reason: "count", packet: advertFrom(rival, { ...settings, virtualAddresses: [] }, 200) },
    { reason: "ttl", packet: { ...good, ttl: 64 } },
    { reason: "length", packet: { ...good, payload: good.payload.subarray(0, 11) } },
    { reason: "checksum", packet: { ...good, source: "192.168.1.13" } },
    { reason: "other-version", packet: advertFrom(rival, { ...settings, version: 2 }, 200) },
  );
  const acts = (lines: readonly string[]) => lines.filter((line) => !line.includes("log"));
  const quiet = acts(run(settings, { 0: started }, 8).lines);
  const moment = fc.integer({ min: 1, max: 7900 });
  fc.assert(
    fc.property(fc.array(fc.tuple(moment, bad), { maxLength: 40 }), (packets) => {
      const byTime = Map.groupBy(packets, ([atMs]) => atMs / 1000);
      const events = [...byTime].map(([at, group]) => [at, group.map(([, { packet }]) => packet)]);
      const { lines, state } = run(settings, { 0: started, ...Object.fromEntries(events) }, 8);
      expect(acts(lines)).toEqual(quiet);
      const counts = Map.groupBy(packets, ([, { reason }]) => reason);
      const expected = [...counts].map(([reason, group]) => [reason, group.length]);
      expect(state.dropped).toEqual(Object.fromEntries(expected));
    }),
  );
});
