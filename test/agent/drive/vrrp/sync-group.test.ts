import { describe, expect, test } from "vitest";
import { parseKeepalived } from "../../../../agent/config/keepalived/parse.ts";
import { notifyFifoCompanion } from "../../../../agent/drive/vrrp/companion/notify-fifo.ts";
import { VrrpDriver } from "../../../../agent/drive/vrrp/driver.ts";
import { createLog } from "../../../../agent/drive/vrrp/log.ts";
import { SyncGroupSet } from "../../../../agent/drive/vrrp/sync-group-set.ts";
import { advertFrom } from "../../vrrp/instance.ts";
import { SimulatedClock, SimulatedWire } from "./simulated-wire.ts";

const rival = "192.168.1.12";

const block = (name: string, id: number, priority: number, lines = "") => `
vrrp_instance ${name} {
  interface eth0
  virtual_router_id ${id}
  priority ${priority}
  virtual_ipaddress {
    10.9.${id}.1
  }
  ${lines}
}`;

/** Two instances in a group; `lines` are what a reader of the FIFO gets, with the time. */
function world(text: string) {
  const { config, problems } = parseKeepalived(text, "keepalived.conf");
  expect(problems).toEqual([]);
  const clock = new SimulatedClock();
  const lines: string[] = [];
  const tell = (line: string) => lines.push(`${(clock.nowMs() / 1000).toFixed(1)} ${line}`);
  const logged: string[] = [];
  const log = createLog([(_, message) => logged.push(message)], false);
  const accountOf = () => undefined;
  const groups = new SyncGroupSet({ log, accountOf, tell });
  const drivers = config.instances.map((instance) => {
    const wire = new SimulatedWire(clock);
    const companions = [notifyFifoCompanion(tell), groups.companion];
    return { wire, driver: new VrrpDriver({ instance, wire, clock, log, accountOf, companions }), instance };
  });
  for (const { driver } of drivers) driver.start(0);
  groups.follow(config.groups ?? []);
  const [one, two] = drivers;
  if (one === undefined || two === undefined) throw new Error("two instances are needed");
  return { clock, lines, logged, one, two, groups, config };
}

const pair = (first = "", second = "", before = "", group = "") =>
  `${before}\nvrrp_sync_group G1 {\n group {\n VI_1 VI_2\n }\n ${group}\n}${block("VI_1", 51, 200, first)}${block("VI_2", 52, 100, second)}`;

describe("the members of a sync group", () => {
  test("become MASTER together, when the slower one has waited too", () => {
    const { clock, lines, logged } = world(pair());
    clock.runTo(10_000);
    expect(lines).toEqual([
      '0.0 INSTANCE "VI_1" BACKUP 200',
      '0.0 INSTANCE "VI_2" BACKUP 100',
      '0.0 GROUP "G1" BACKUP 0',
      '3.6 INSTANCE "VI_1" MASTER 200',
      '3.6 INSTANCE "VI_2" MASTER 100',
      '3.6 GROUP "G1" MASTER 0',
    ]);
    expect(logged).toContain("VRRP_Group(G1) Syncing instances to MASTER state");
  });

  test("wait for a member whose master lives", () => {
    const { clock, lines, two } = world(pair());
    for (let second = 1; second < 10; second++) {
      clock.runTo(second * 1000);
      two.wire.deliver(advertFrom(rival, two.instance, 150));
    }
    expect(lines.filter((line) => line.includes("MASTER"))).toEqual([]);
    clock.runTo(20_000);
    expect(lines.slice(3)).toEqual([
      '12.6 INSTANCE "VI_1" MASTER 200',
      '12.6 INSTANCE "VI_2" MASTER 100',
      '12.6 GROUP "G1" MASTER 0',
    ]);
  });

  test("yield together, and the one that nobody outranks says so to its backups", () => {
    const { clock, lines, one, two } = world(pair());
    clock.runTo(5000);
    two.wire.done.length = 0;
    one.wire.deliver(advertFrom(rival, one.instance, 250));
    expect(two.wire.done).toEqual(["5.000 advert 0", "5.000 remove"]);
    expect(lines.slice(6)).toEqual([
      '5.0 INSTANCE "VI_1" BACKUP 200',
      '5.0 INSTANCE "VI_2" BACKUP 100',
      '5.0 GROUP "G1" BACKUP 0',
    ]);
  });

  test("go to FAULT together, and come back together", () => {
    const { clock, lines, two } = world(pair());
    clock.runTo(5000);
    const { now } = two.wire;
    two.wire.now = { linkUp: false };
    two.driver.interfaceChanged();
    clock.runTo(20_000);
    two.wire.now = now;
    two.driver.interfaceChanged();
    clock.runTo(24_000);
    expect(lines.slice(6)).toEqual([
      '5.0 INSTANCE "VI_2" FAULT 100',
      '5.0 INSTANCE "VI_1" FAULT 200',
      '5.0 GROUP "G1" FAULT 0',
      '20.0 INSTANCE "VI_2" BACKUP 100',
      '20.0 INSTANCE "VI_1" BACKUP 200',
      '20.0 GROUP "G1" BACKUP 0',
      '23.6 INSTANCE "VI_1" MASTER 200',
      '23.6 INSTANCE "VI_2" MASTER 100',
      '23.6 GROUP "G1" MASTER 0',
    ]);
  });

  test("do not begin before a script that one of them needs has ended once", () => {
    const script = 'vrrp_script chk {\n script "/bin/true"\n}';
    const { clock, lines, one } = world(pair("track_script {\n chk\n }", "", script));
    clock.runTo(5000);
    expect(lines).toEqual([]);
    one.driver.scriptJudged("chk", "up");
    expect(lines).toHaveLength(3);
  });

  test("an owner of the address waits for the others too", () => {
    const { clock, lines } = world(pair("priority 255").replace("priority 200", ""));
    clock.runTo(10_000);
    expect(lines.at(-1)).toBe('3.6 GROUP "G1" MASTER 0');
  });
});

describe("what a group tracks", () => {
  const script = 'vrrp_script w {\n script "/bin/true"\n weight 10\n}';

  test("counts for all its members", () => {
    const { one, two, lines } = world(
      pair("", "", script, "track_script {\n w weight 7\n }\n notify_priority_changes on"),
    );
    one.driver.scriptJudged("w", "up");
    two.driver.scriptJudged("w", "up");
    expect([one.driver.state.priority, two.driver.state.priority]).toEqual([207, 107]);
    expect(lines.slice(3)).toEqual([
      '0.0 INSTANCE "VI_1" BACKUP_PRIORITY 207',
      '0.0 INSTANCE "VI_2" BACKUP_PRIORITY 107',
    ]);
  });

  test("a member's own weight is left out, unless the group says otherwise", () => {
    const own = `${script}${block("VI_1", 51, 100, "track_script {\n w\n }")}${block("VI_2", 52, 100)}`;
    const group = (line: string) => `${own}\nvrrp_sync_group G1 {\n group {\n VI_1\n VI_2\n }\n ${line}\n}`;
    const read = (line: string) => parseKeepalived(group(line), "k.conf");
    expect(read("").config.instances[0]?.trackScripts).toEqual([]);
    expect(read("").problems.map(({ severity }) => severity)).toEqual(["mistake"]);
    expect(read("sync_group_tracking_weight").config.instances[0]?.trackScripts).toHaveLength(1);
  });
});

test("an interface that a group watches is looked for on the machine as those of its members", () => {
  const { places } = parseKeepalived(pair("", "", "", "track_interface {\n eth7\n }"), "k.conf");
  expect(places.instances.get("VI_1")?.trackInterfaces.map(({ text }) => text)).toEqual(["eth7"]);
});

describe("after SIGHUP", () => {
  test("an instance that leaves its group is on its own", () => {
    const { clock, one, two, groups, config } = world(pair());
    clock.runTo(5000);
    groups.pause();
    for (const { driver, instance, wire } of [one, two]) {
      const { syncGroup: _, ...rest } = instance;
      driver.reconfigure(rest, wire);
    }
    groups.follow([]);
    two.wire.now = { linkUp: false };
    two.driver.interfaceChanged();
    expect(one.driver.state.role.kind).toBe("master");
    expect(config.groups).toHaveLength(1);
  });

  test("a member goes on in its group under a new name, without a word", () => {
    const { clock, lines, one, two, groups, config } = world(pair());
    clock.runTo(5000);
    const before = lines.length;
    groups.pause();
    one.driver.reconfigure({ ...one.instance, name: "VI_9" }, one.wire);
    groups.follow((config.groups ?? []).map((group) => ({ ...group, members: ["VI_9", "VI_2"] })));
    expect(lines.slice(before)).toEqual([]);
    one.wire.now = { linkUp: false };
    one.driver.interfaceChanged();
    expect(two.driver.state.role.kind).toBe("fault");
    expect(lines.slice(before)).toContain('5.0 INSTANCE "VI_9" FAULT 200');
  });
});

test.each([
  ["vrrp_sync_group G {\n group {\n VI_1\n VI_9\n VI_2\n }\n}", ["VI_1", "VI_2"], 1],
  ["vrrp_sync_group G {\n group {\n VI_9\n }\n}", undefined, 2],
  ["vrrp_sync_group G {\n group {\n VI_1\n }\n}", ["VI_1"], 1],
  ["vrrp_sync_group G {\n group {\n VI_1\n VI_1\n VI_2\n }\n}", ["VI_1", "VI_2"], 1],
  ["vrrp_sync_group {\n group {\n VI_1\n }\n}", undefined, 1],
  ["vrrp_sync_group G {\n group {\n VI_1\n VI_2\n }\n global_tracking\n}", ["VI_1", "VI_2"], 1],
])("%s is read as the original does", (text, members, complaints) => {
  const { config, problems } = parseKeepalived(
    `${text}${block("VI_1", 51, 100)}${block("VI_2", 52, 100)}`,
    "k.conf",
  );
  expect(config.groups?.[0]?.members).toEqual(members);
  expect(problems.map(({ testExit }) => testExit)).toEqual(Array.from({ length: complaints }, () => 5));
});
