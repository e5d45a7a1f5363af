import { describe, expect, test } from "vitest";
import { parseKeepalived } from "../../../agent/config/keepalived/parse.ts";
import { advertFrom, instance } from "./instance.ts";
import { run, started } from "./run.ts";

const rival = "192.168.1.12";
const linkDown = { kind: "interface", linkUp: false, primaryAddress: "192.168.1.11" } as const;

test("down_timer_adverts: a backup waits for so many adverts", () => {
  const masterAt = (lines: string, before = "") =>
    run(instance(lines, before), { 0: started }, 20)
      .lines.find((line) => line.includes("MASTER STATE"))
      ?.split(" ")[0];
  expect(masterAt("down_timer_adverts 5")).toBe("5.609");
  expect(masterAt("", "global_defs {\n vrrp_down_timer_adverts 2\n}")).toBe("2.609");
  expect(masterAt("down_timer_adverts 1", "global_defs {\n vrrp_down_timer_adverts 2\n}")).toBe("1.609");
});

describe("a master that hears somebody", () => {
  const hears = (lines: string, priority: number) => {
    const settings = instance(lines);
    const all = run(settings, { 0: started, 5.9: advertFrom(rival, settings, priority) }, 5.9).lines;
    return all.filter((line) => line.startsWith("5.900") && !line.includes(" log "));
  };

  test("weaker answers at once, or with lower_prio_no_advert at its next turn", () => {
    expect(hears("", 50)[0]).toBe("5.900 send-advert 100");
    expect(hears("lower_prio_no_advert", 50)).toEqual([
      "5.900 announce 5",
      "5.900 notify MASTER_RX_LOWER_PRI 100",
    ]);
    expect(hears("lower_prio_no_advert off", 50)[0]).toBe("5.900 send-advert 100");
  });

  test("stronger says a last word with higher_prio_send_advert", () => {
    expect(hears("", 200)[0]).toBe("5.900 remove-addresses");
    expect(hears("higher_prio_send_advert", 200).slice(0, 2)).toEqual([
      "5.900 send-advert 100",
      "5.900 remove-addresses",
    ]);
  });
});

test("dont_track_primary: without a link nothing happens", () => {
  const faults = (lines: string) =>
    run(instance(lines), { 0: started, 5: linkDown }, 6).lines.filter((line) => line.includes("FAULT STATE"));
  expect(faults("")).toHaveLength(1);
  expect(faults("dont_track_primary")).toHaveLength(0);
});

test("unicast_fault_no_peer: FAULT without a unicast_peer", () => {
  expect(run(instance("unicast_fault_no_peer"), { 0: started }, 6).state.role.kind).toBe("fault");
  const peers = "unicast_fault_no_peer\n unicast_peer {\n 192.168.1.12\n }";
  expect(run(instance(peers), { 0: started }, 6).state.role.kind).toBe("master");
});

test("preempt_delay begins anew after a stronger master was heard", () => {
  const settings = instance("state BACKUP\n preempt_delay 2");
  const adverts = (from: number, to: number, priority: number) =>
    Array.from({ length: (to - from) * 2 }, (_, index) => [
      from + index / 2,
      advertFrom(rival, settings, priority),
    ]);
  const events = Object.fromEntries([
    [0, started],
    ...adverts(1, 2, 50),
    ...adverts(2, 4, 200),
    ...adverts(4, 12, 50),
  ]);
  const { lines } = run(settings, events, 12);
  expect(lines.filter((line) => /delay|MASTER STATE/.test(line))).toEqual([
    "1.000 log (VI_1) start preempt delay (2.000000)",
    "2.000 log (VI_1) stop preempt delay",
    "4.000 log (VI_1) start preempt delay (2.000000)",
    "9.109 log (VI_1) Entering MASTER STATE",
  ]);
});

test("vrrp_min_garp: one announcement, and no second round; a file's own numbers win", () => {
  const garp = (lines: string) => instance("", `global_defs {\n vrrp_min_garp\n ${lines}\n}`).garp;
  expect(garp("")).toMatchObject({ delayMs: 0, repeat: 1 });
  expect(garp("vrrp_garp_master_repeat 3\n vrrp_garp_interval 0.002")).toMatchObject({
    delayMs: 0,
    repeat: 3,
    intervalMs: 2,
  });
});

test.each([
  ["down_timer_adverts 0", 5],
  ["down_timer_adverts 101", 5],
  ["higher_prio_send_advert x", 5],
  ["linkbeat_use_polling", 5],
  ["track_src_ip", undefined],
  ["promote_secondaries", undefined],
])("%s is complained of as by the original", (line, exit) => {
  const text = `vrrp_instance VI_1 {\n interface eth0\n virtual_router_id 51\n virtual_ipaddress {\n 10.0.0.1\n }\n ${line}\n}`;
  expect(parseKeepalived(text, "k").problems[0]?.testExit).toBe(exit);
});
