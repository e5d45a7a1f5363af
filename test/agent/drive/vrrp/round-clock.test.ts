import { describe, expect, test } from "vitest";
import { RoundClock } from "../../../../agent/drive/vrrp/round-clock.ts";
import { SimulatedClock } from "./simulated-wire.ts";

/** A daemon's clock whose rounds and wake-ups are written down. */
function start() {
  const inner = new SimulatedClock();
  const wakes = new Set<number>();
  const clock = new RoundClock({
    nowMs: () => inner.nowMs(),
    wakeAt: (atMs, listener) =>
      inner.wakeAt(atMs, () => {
        wakes.add(inner.nowMs());
        listener();
      }),
  });
  const rounds: number[] = [];
  clock.everyRound(() => {
    rounds.push(inner.nowMs());
    clock.round();
  });
  return { inner, clock, rounds, wakes };
}

describe("the rounds of a daemon", () => {
  test("come every 200 ms, and what need not be exact waits for the next one", () => {
    const { inner, clock, rounds } = start();
    const heard: number[] = [];
    clock.wakeAt(210, () => heard.push(inner.nowMs()), "at-round");
    clock.wakeAt(250, () => heard.push(inner.nowMs()));
    inner.runTo(650);
    expect(rounds).toEqual([200, 400, 600]);
    expect(heard).toEqual([250, 400]);
  });

  test("one comes along with an exact wake-up that is due, about then", () => {
    const { inner, clock, rounds, wakes } = start();
    const advert = (atMs: number) => clock.wakeAt(atMs, () => advert(atMs + 505));
    advert(505);
    inner.runTo(1600);
    expect(rounds).toEqual([200, 400, 505, 705, 905, 1010, 1210, 1410, 1515]);
    expect([...wakes]).toEqual(rounds);
  });

  test("what was taken back does not come, and one mistake does not stop the others", () => {
    const { inner, clock, rounds } = start();
    clock.wakeAt(250, () => expect.fail("was taken back"))[Symbol.dispose]();
    clock.wakeAt(300, () => {
      throw new Error("a mistake");
    });
    expect(() => inner.runTo(310)).toThrow("a mistake");
    inner.runTo(700);
    expect(rounds).toEqual([200, 300, 500, 700]);
  });
});
