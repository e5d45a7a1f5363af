import { expect, test } from "vitest";
import { Pulse } from "../../../../agent/drive/vrrp/watch/pulse.ts";

function start() {
  const waiting: { bytes: Uint8Array; ageMs: number }[] = [];
  const sent: number[] = [];
  const pulse = new Pulse({
    sendBeat: ([number = -1]) => void sent.push(number),
    receiveBeat: () => waiting.shift(),
  });
  return { pulse, sent, wait: (ageMs: number) => waiting.push({ bytes: Uint8Array.of(ageMs), ageMs }) };
}

test("a heartbeat counts from when it arrived, never from before the last look, nor from the future", () => {
  const { pulse, wait } = start();
  expect(pulse.arrivedAtMs).toBe(Number.NEGATIVE_INFINITY);
  pulse.listen(1000);
  for (const ageMs of [250, 90, -5]) wait(ageMs);
  pulse.listen(1200);
  expect(pulse.arrivedAtMs).toBe(1200);
  expect(pulse.heard().map(({ atMs }) => atMs)).toEqual([1000, 1110, 1200]);
  expect(pulse.heard()).toEqual([]);
});

test("of a storm the latest are kept", () => {
  const { pulse, wait } = start();
  for (let ageMs = 40; ageMs > 0; ageMs--) wait(ageMs);
  pulse.listen(0);
  pulse.listen(1);
  pulse.listen(2);
  expect(pulse.heard().map(({ bytes }) => bytes[0])).toEqual([4, 3, 2, 1]);
});

test("the first of those that are prepared leaves at once, the others one by one", () => {
  const { pulse, sent } = start();
  pulse.beat();
  pulse.prepare([Uint8Array.of(1), Uint8Array.of(2)]);
  pulse.beat();
  pulse.beat();
  pulse.prepare([Uint8Array.of(3)]);
  pulse.beat();
  expect(sent).toEqual([1, 2, 3]);
});
