import { describe, expect, test } from "vitest";
import { VrrpDriver } from "../../../../agent/drive/vrrp/driver.ts";
import { createLog } from "../../../../agent/drive/vrrp/log.ts";
import { Watchman } from "../../../../agent/drive/vrrp/watchman.ts";
import { advertFrom, instance } from "../../vrrp/instance.ts";
import { SimulatedClock, SimulatedWire } from "./simulated-wire.ts";

const settings = instance("priority 100");
const rival = "192.168.1.12";

function start(atMs = 0) {
  const clock = new SimulatedClock();
  const wire = new SimulatedWire(clock);
  const lines: string[] = [];
  const log = createLog([(_, message) => lines.push(message)], false);
  const driver = new VrrpDriver({
    instance: settings,
    wire,
    clock,
    log,
    accountOf: () => ({ uid: 0, gid: 0 }),
    companions: [],
    look: () => watchman.look(),
  });
  const watchman = new Watchman({
    clock,
    suspendedMs: () => clock.suspendedMs,
    onSlept: (forMs) => driver.slept(forMs),
  });
  driver.start(0);
  clock.runTo(atMs);
  wire.done.length = 0;
  return { clock, wire, lines, driver };
}

describe("after a freeze, what waits in the socket is read before a timer that ran out counts", () => {
  test("a former master sends no advert when a better one has taken over", () => {
    const { clock, wire } = start(5000);
    for (let count = 0; count < 200; count++) wire.deliver(advertFrom(rival, settings, 101), false);
    clock.freeze(205_000);
    clock.runTo(206_000);
    expect(wire.done).toEqual(["205.000 remove"]);
  });

  test("a former master that is the better one yields too, without a word, and takes over again by the protocol", () => {
    const { clock, wire } = start(10_000);
    for (let count = 0; count < 30; count++) wire.deliver(advertFrom(rival, settings, 99), false);
    clock.freeze(35_000);
    clock.runTo(39_000);
    expect(wire.done).toEqual(["35.000 remove", "38.609 advert 100", "38.609 add", "38.609 announce"]);
  });

  test("a master whom nobody has replaced goes on after a second look", () => {
    const { clock, wire, lines } = start(10_000);
    clock.freeze(12_000);
    clock.runTo(13_000);
    expect(wire.done).toEqual(["12.040 advert 100", "12.040 add", "12.060 announce"]);
    expect(lines).toContain("(VI_1) slept for 1.800 s, looks for another master");
  });

  test("a master for whose address another host answers yields", () => {
    const { clock, wire, driver } = start(10_000);
    clock.freeze(12_000);
    driver.tell({ kind: "rival-answers", address: "192.168.1.100" });
    clock.runTo(14_000);
    expect(wire.done).toEqual(["12.000 remove"]);
  });

  test("a backup does not take over from a master whose adverts it has not read yet", () => {
    const { clock, wire } = start(1000);
    for (let count = 0; count < 10; count++) wire.deliver(advertFrom(rival, settings, 200), false);
    clock.freeze(11_000);
    clock.runTo(14_000);
    expect(wire.done).toEqual([]);
  });

  test("a backup that slept with its whole machine listens for as long as it would have awake", () => {
    const { clock, wire } = start(1000);
    clock.freeze(11_000);
    clock.runTo(13_000);
    expect(wire.done).toEqual([]);
    clock.runTo(14_000);
    expect(wire.done[0]).toBe("13.409 advert 100");
  });

  test("a suspended machine, whose clock stood still, counts as asleep", () => {
    const { clock, wire } = start(10_000);
    clock.suspendedMs = 60_000;
    wire.deliver(advertFrom(rival, settings, 99));
    clock.runTo(10_500);
    expect(wire.done).toEqual(["10.000 remove"]);
  });

  test("a backup on a machine that was suspended for a night takes over after one more wait, not after a night", () => {
    const { clock, wire } = start(1000);
    clock.suspendedMs = 8 * 3_600_000;
    clock.runTo(5000);
    expect(wire.done[0]).toBe("4.809 advert 100");
  });
});

describe("a master whose address somebody removes", () => {
  test("gives up, and takes part in the next election", () => {
    const { clock, wire, lines, driver } = start(5000);
    wire.lost = ["192.168.1.100"];
    driver.interfaceChanged();
    clock.runTo(8700);
    expect(lines).toContain("Netlink reflector reports IP 192.168.1.100 removed from eth0");
    expect(wire.done).toEqual([
      "5.000 advert 0",
      "5.000 remove",
      "8.609 advert 100",
      "8.609 add",
      "8.609 announce",
    ]);
  });
});

describe("an interface that was deleted and made again", () => {
  test("is opened anew, and what was set on the old one is given up", () => {
    const { clock, wire, driver } = start(5000);
    wire.isReplaced = true;
    driver.interfaceChanged();
    clock.runTo(8700);
    expect(wire.done.slice(0, 3)).toEqual(["5.000 remove", "5.000 reopen", "8.609 advert 100"]);
  });

  test("is tried again at the next change when it cannot be opened", () => {
    const { wire, driver, lines } = start(5000);
    wire.isReplaced = true;
    wire.broken = ["reopen"];
    driver.interfaceChanged();
    expect(lines).toContain("(VI_1) EPERM");
    wire.broken = [];
    driver.interfaceChanged();
    expect(wire.done.filter((line) => line.endsWith("reopen"))).toHaveLength(2);
  });
});

test("an action that fails is told and keeps none of the others from happening", async () => {
  const { wire, lines, driver } = start(5000);
  wire.broken = ["advert 0"];
  await driver.stop();
  expect(wire.done).toEqual(["5.000 advert 0", "5.000 remove"]);
  expect(lines).toContain("(VI_1) send-advert failed: EPERM");
});
