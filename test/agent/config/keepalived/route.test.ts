import { describe, expect, test } from "vitest";
import { parseKeepalived } from "../../../../agent/config/keepalived/parse.ts";

function read(block: string, line: string) {
  const text = `vrrp_instance VI_1 {
 interface eth0
 virtual_router_id 51
 virtual_ipaddress {
 10.0.0.9
 }
 ${block} {
 ${line}
 }
}`;
  const { config, problems } = parseKeepalived(text, "k");
  const [instance] = config.instances;
  const [one] = [...(instance?.virtualRoutes ?? []), ...(instance?.virtualRules ?? [])];
  return { one, exits: problems.map(({ testExit, severity }) => `${severity} ${testExit}`) };
}

describe("a line of virtual_routes", () => {
  test.each([
    [
      "192.168.9.0/24 dev eth1",
      { to: { address: "192.168.9.0", prefixLength: 24 }, type: "unicast", device: "eth1" },
    ],
    ["192.168.9.5 dev eth1 no_track", { to: { address: "192.168.9.5", prefixLength: 32 }, untracked: true }],
    ["default via fe80::1 dev eth0", { to: { address: "::", prefixLength: 0 }, gateway: "fe80::1" }],
    ["2001:db8::/48 dev eth0 metric 20", { to: { address: "2001:db8::", prefixLength: 48 }, priority: 20 }],
    ["192.168.9.0/24 dev eth0 rtt 2400 rttvar 1s", { metrics: { rttMs: 300, rttvarMs: 1000 } }],
    ["192.168.9.0/24 dev eth0 rtt 8", { metrics: { rttMs: 200 } }],
    ["192.168.9.0/24 dev eth0 table small realms 5", { table: "small", realms: 5 }],
    ["192.168.9.0/24 dev eth0 mtu lock 1200", { metrics: { mtu: 1200, lock: ["mtu"] } }],
    ["192.168.9.0/24 dev eth0 protocol bird no_track", { protocol: 12 }],
    ["2001:db8::/48 dev eth0 pref high expires 600", { preference: "high", expiresSeconds: 600 }],
    ["2001:db8::/48 dev eth0 pref 3", { preference: "low" }],
  ])("%s", (line, route) => {
    const { one, exits } = read("virtual_routes", line);
    expect(one).toMatchObject(route);
    expect(exits).toEqual([]);
  });

  test.each([
    ["192.168.9.0/24 via 10.0.0.1", ["mistake 5"]],
    ["192.168.9.0/24 gw 10.0.0.1 dev eth0", ["mistake 5"]],
    ["192.168.9.0/24 dev eth0 protocol bird", ["mistake 5"]],
    ["192.168.9.0/24 via fe80::1 dev eth0", ["mistake 5"]],
    ["192.168.9.0/24 bogus 5", ["mistake 5"]],
    ["192.168.9.0/24 dev eth0 scope nowhere1", ["mistake 5"]],
    ["192.168.9.0/24 dev eth0 expires 600", ["mistake 5"]],
    ["2001:db8::/48 dev eth0 pref best", ["mistake 5"]],
    ["192.168.9.0/24 dev eth0 vrf blue", ["unsupported 0"]],
  ])("%s: %s", (line, complaints) => {
    expect(read("virtual_routes", line).exits).toEqual(complaints);
  });
});

describe("a line of virtual_rules", () => {
  test.each([
    ["from 10.0.0.0/8 table 1 preference 5", { family: 4, action: "table", preference: 5, table: 1 }],
    ["to 2001:db8::/32 lookup main priority 5", { family: 6, table: 254 }],
    ["fwmark 24/12 goto 40 preference 5", { action: "goto", target: 40, mark: { value: 24, mask: 12 } }],
    ["from 10.0.0.0/8 prohibit preference 5", { action: "prohibit" }],
    [
      "from all iif eth0 ipproto udp sport 10-20 table 2 preference 5",
      { ipProtocol: 17, sourcePorts: [10, 20] },
    ],
    ["not from 10.0.0.0/8 table 2 preference 5", { inverted: true }],
    ["from 10.0.0.0/8 l3mdev preference 5", { action: "table", l3mdev: true }],
  ])("%s", (line, rule) => {
    const { one, exits } = read("virtual_rules", line);
    expect(one).toMatchObject(rule);
    expect(exits).toEqual([]);
  });

  test("without a preference gets the original's numbers, downwards", () => {
    const { one, exits } = read("virtual_rules", "from 10.0.0.0/8 table 1");
    expect([one, exits]).toMatchObject([{ preference: 16384 }, ["mistake 5"]]);
  });

  test.each([
    ["from 10.0.0.0/8 table 1 preference 5 bogus", "mistake 5"],
    ["from 10.0.0.0/8 dport 53 table 1 preference 5", "mistake 5"],
    ["from 10.0.0.0/8 preference 5", "mistake 5"],
    ["from 10.0.0.0/8 l3mdev table 1 preference 5", "mistake 5"],
    ["from 10.0.0.0/8 goto 40 table 1 preference 5", "mistake 5"],
    ["from 10.0.0.0/8 nat 10.1.1.1 table 1 preference 5", "mistake 5"],
  ])("%s: %s", (line, complaint) => {
    expect(read("virtual_rules", line).exits).toEqual([complaint]);
  });
});
