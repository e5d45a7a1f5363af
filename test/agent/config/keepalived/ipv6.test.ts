import { describe, expect, test } from "vitest";
import { parseKeepalived } from "../../../../agent/config/keepalived/parse.ts";

const block = (lines: string, name = "V") =>
  `vrrp_instance ${name} {\n interface eth0\n virtual_router_id 51\n ${lines}\n}\n`;
const addresses = (...lines: readonly string[]) => `virtual_ipaddress {\n${lines.join("\n")}\n}`;
const excluded = (line: string) => `virtual_ipaddress_excluded {\n${line}\n}`;
const peers = (...lines: readonly string[]) => `unicast_peer {\n${lines.join("\n")}\n}`;
const strict = "global_defs {\nvrrp_strict\n}\n";

function read(text: string) {
  const { config, problems } = parseKeepalived(text, "keepalived.conf");
  const [instance] = config.instances;
  if (instance === undefined) throw new Error("no instance");
  return { instance, testExit: Math.max(0, ...problems.map((problem) => problem.testExit)) };
}

describe("the family, the version and the exit code of -t are keepalived 2.2.7's", () => {
  test.each([
    ["two addresses", block(addresses("fe80::1", "2001:db8::1/64")), 6, 3, 0],
    ["no link-local one", block(addresses("2001:db8::1/64")), 6, 3, 0],
    [
      "version 2 by vrrp_version",
      `global_defs {\nvrrp_version 2\n}\n${block(addresses("fe80::1"))}`,
      6,
      3,
      0,
    ],
    ["version 2 by name", block(`version 2\n${addresses("fe80::1")}`), 6, 2, 0],
    ["native_ipv6", block(`native_ipv6\n${addresses("fe80::1")}`), 6, 3, 0],
    ["native_ipv6, too late", block(`${addresses("192.168.1.1")}\nnative_ipv6`), 4, 2, 5],
    ["native_ipv6 and IPv4", block(`native_ipv6\n${addresses("192.168.1.1")}`), 6, 3, 5],
    ["IPv4 last", block(addresses("fe80::1", "192.168.1.1")), 6, 3, 5],
    ["IPv4 first", block(addresses("192.168.1.1", "fe80::1")), 4, 2, 5],
    ["IPv4 excluded", block(`${excluded("192.168.1.1")}\n${addresses("fe80::1")}`), 6, 3, 0],
    ["IPv6 excluded", block(`${excluded("fe80::1")}\n${addresses("192.168.1.1")}`), 4, 2, 0],
    ["a source of IPv4 last", block(`${addresses("fe80::1")}\nmcast_src_ip 192.168.1.2`), 6, 3, 5],
    ["a source of IPv4 first", block(`mcast_src_ip 192.168.1.2\n${addresses("fe80::1")}`), 4, 2, 5],
    ["a global source", block(`mcast_src_ip 2001:db8::2\n${addresses("fe80::1")}`), 6, 3, 0],
    ["unicast", block(`unicast_src_ip fe80::2\n${peers("fe80::3")}\n${addresses("fe80::1")}`), 6, 3, 0],
    ["a peer of IPv4 too", block(`${peers("fe80::3", "192.168.1.3")}\n${addresses("fe80::1")}`), 6, 3, 5],
    ["a peer of IPv4 only", block(`${peers("192.168.1.3")}\n${addresses("fe80::1")}`), 4, 2, 5],
    ["strict", `${strict}${block(addresses("fe80::1"))}`, 6, 3, 0],
    ["strict, no link-local one", `${strict}${block(addresses("2001:db8::1", "fe80::1"))}`, 6, 3, 5],
    ["strict, version 2", `${strict}${block(`version 2\n${addresses("fe80::1")}`)}`, 6, 3, 5],
    ["a prefix too long", block(addresses("fe80::1/129")), 6, 3, 5],
    ["a scope", block(addresses("fe80::1 scope link")), 6, 3, 5],
    ["a label", block(addresses("fe80::1 label eth0:1")), 6, 3, 5],
    ["a broadcast address", block(addresses("fe80::1", "fe80::2 brd 1.2.3.4")), 6, 3, 5],
    ["a lifetime that is none", block(addresses("fe80::1 preferred_lft abc")), 6, 3, 5],
    ["a lifetime in IPv4", block(addresses("192.168.1.1 preferred_lft 10")), 4, 2, 0],
    ["a prefix with a peer", block(addresses("fe80::1/64 peer fe80::2")), 6, 3, 5],
    ["a zone", block(addresses("fe80::1", "fe80::2%eth0")), 6, 3, 5],
    ["an address twice", block(addresses("fe80::1", "fe80:0::1")), 6, 3, 0],
    ["a router of each family", block(addresses("fe80::1")) + block(addresses("192.168.1.1"), "W"), 6, 3, 0],
    ["two routers of one", block(addresses("fe80::1")) + block(addresses("fe80::2"), "W"), 6, 3, 5],
  ] as const)("%s", (_, text, family, version, testExit) => {
    const { instance, ...rest } = read(text);
    expect({ family: instance.family, version: instance.version, ...rest }).toEqual({
      ...{ family, version, testExit },
    });
  });
});

test.each([
  ["fe80::1", { prefixLength: 128, flags: ["nodad"], preferredSeconds: 0 }],
  ["FE80:0::1/64", { address: "fe80::1", prefixLength: 64, flags: ["nodad"] }],
  ["fe80::1 preferred_lft forever", { prefixLength: 128, flags: ["nodad"] }],
  ["fe80::1/64 preferred_lft 60", { prefixLength: 64, flags: ["nodad"], preferredSeconds: 60 }],
  ["fe80::1/64 -nodad dev eth1", { prefixLength: 64, device: "eth1" }],
  ["fe80::1/64 home noprefixroute", { prefixLength: 64, flags: ["nodad", "home", "noprefixroute"] }],
  ["fe80::1/64 mngtmpaddr no_track", { prefixLength: 64, flags: ["nodad", "mngtmpaddr"], untracked: true }],
  ["fe80::1 peer fe80::2", { prefixLength: 128, flags: ["nodad"], preferredSeconds: 0, peer: "fe80::2" }],
  ["fe80::1/64 scope link label eth0:1", { prefixLength: 64, flags: ["nodad"] }],
])("%s", (line, expected) => {
  const { virtualAddresses } = read(block(addresses(line))).instance;
  expect(virtualAddresses).toEqual([{ address: "fe80::1", ...expected }]);
});
