import { expect, test } from "vitest";
import { VrrpDriver } from "../../../../../agent/drive/vrrp/driver.ts";
import { createLog } from "../../../../../agent/drive/vrrp/log.ts";
import { dataText } from "../../../../../agent/drive/vrrp/report/data-text.ts";
import { jsonText } from "../../../../../agent/drive/vrrp/report/json-text.ts";
import { Ledger } from "../../../../../agent/drive/vrrp/report/ledger.ts";
import { statsText } from "../../../../../agent/drive/vrrp/report/stats-text.ts";
import { advertFrom, instance } from "../../../vrrp/instance.ts";
import { SimulatedClock, SimulatedWire } from "../simulated-wire.ts";

const settings = instance("priority 100");
const rival = "192.168.1.12";

/** Master from 3.609 s; meets a weaker one, one with another password, and at 10 s a stronger one. */
function played(): Ledger {
  const clock = new SimulatedClock();
  const wire = new SimulatedWire(clock);
  const ledger = new Ledger({ global: { scriptSecurity: false }, scripts: [], instances: [settings] });
  const driver = new VrrpDriver({
    ...{ instance: settings, wire, clock, log: createLog([], false) },
    accountOf: () => ({ uid: 0, gid: 0 }),
    companions: [ledger.companion],
  });
  driver.start(0);
  clock.runTo(5000);
  wire.deliver(advertFrom(rival, settings, 50));
  wire.deliver(advertFrom(rival, instance("priority 100\n    advert_int 2"), 120));
  clock.runTo(10_000);
  wire.deliver(advertFrom(rival, settings, 200));
  return ledger;
}

test("adverts, elections and errors are counted as the original shows them", () => {
  expect(statsText(played().view())).toBe(`VRRP Instance: VI_1
  Advertisements:
    Received: 2
    Sent: 8
  Became master: 1
  Released master: 1
  Packet Errors:
    Length: 0
    TTL: 0
    Invalid Type: 0
    Advertisement Interval: 1
    Address List: 0
  Authentication Errors:
    Invalid Type: 0
    Type Mismatch: 0
    Failure: 0
  Priority Zero:
    Received: 0
    Sent: 0
`);
});

test("after STATS_CLEAR everything counts from 0", () => {
  const ledger = played();
  ledger.clear();
  expect(statsText(ledger.view())).not.toMatch(/: [1-9]/);
});

test("the JSON form has the original's keys, and ours beside them", () => {
  const [one] = JSON.parse(jsonText(played().view()));
  expect(one).toMatchObject({
    data: {
      iname: "VI_1",
      vrid: settings.virtualRouterId,
      state: 1,
      master_priority: 200,
      effective_priority: 100,
    },
    stats: { advert_rcvd: 2, become_master: 1, advert_interval_err: 1 },
    bascule: { state: "backup", dropped: { "other-interval": 1 } },
  });
});

test("the data dump names state, master and addresses", () => {
  const lines = dataText(played().view()).split("\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      " VRRP Instance = VI_1",
      "   State = BACKUP",
      "   Master router = 192.168.1.12",
      "   Master priority = 200",
      "     192.168.1.100/24 dev eth0 scope global",
    ]),
  );
});

test("an instance that has left is in no report any more", () => {
  const clock = new SimulatedClock();
  const ledger = new Ledger({ global: { scriptSecurity: false }, scripts: [], instances: [settings] });
  const driver = new VrrpDriver({
    ...{ instance: settings, wire: new SimulatedWire(clock), clock, log: createLog([], false) },
    accountOf: () => undefined,
    companions: [ledger.companion],
  });
  expect(ledger.subjects).toHaveLength(1);
  driver[Symbol.dispose]();
  expect(ledger.subjects).toEqual([]);
});
