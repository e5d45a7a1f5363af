import { expect, test } from "vitest";
import { secondLookCompanion } from "../../../../../agent/drive/vrrp/companion/second-look.ts";
import { VrrpDriver } from "../../../../../agent/drive/vrrp/driver.ts";
import { createLog } from "../../../../../agent/drive/vrrp/log.ts";
import type { Asker } from "../../../../../agent/drive/vrrp/watch/network.ts";
import { Watchman } from "../../../../../agent/drive/vrrp/watchman.ts";
import { instance } from "../../../vrrp/instance.ts";
import { SimulatedClock, SimulatedWire } from "../simulated-wire.ts";

/** A master since 3.6 s that sleeps from 10 s to 12 s, on a segment where somebody answers the given question, or nobody. */
function slept({ answeredAfter = Number.POSITIVE_INFINITY }) {
  const clock = new SimulatedClock();
  const wire = new SimulatedWire(clock);
  const asked: string[] = [];
  const openAsker = (): Asker => ({
    ask(_owner, _witnesses, onAnswer) {
      asked.push(clock.nowMs().toFixed());
      if (asked.length > answeredAfter) onAnswer("owner");
    },
    read() {},
    rest() {},
    [Symbol.dispose]: () => void asked.push("closed"),
  });
  const driver = new VrrpDriver({
    ...{ instance: instance("priority 100"), wire, clock, log: createLog([], false) },
    accountOf: () => undefined,
    companions: [secondLookCompanion({ openAsker })],
    look: () => watchman.look(),
  });
  const onSlept = (forMs: number) => driver.slept(forMs);
  const watchman = new Watchman({ clock, suspendedMs: () => 0, onSlept });
  driver.start(0);
  clock.runTo(10_000);
  wire.done.length = 0;
  clock.freeze(12_000);
  clock.runTo(12_500);
  return { asked, done: wire.done };
}

test("a master that slept asks until its doubt ends, and goes on when nobody answers", () => {
  const { asked, done } = slept({});
  expect(asked).toEqual(["12000", "12010", "12020", "12030", "closed"]);
  expect(done[0]).toBe("12.040 advert 100");
});

test.each([0, 2])("it yields without a word when question %i is answered", (answeredAfter) => {
  const { asked, done } = slept({ answeredAfter });
  expect(asked.at(-1)).toBe("closed");
  expect(asked).toHaveLength(answeredAfter + 2);
  expect(done).toEqual([`12.0${answeredAfter}0 remove`]);
});
