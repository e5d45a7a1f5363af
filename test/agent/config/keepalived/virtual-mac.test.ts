import { describe, expect, test } from "vitest";
import { parseKeepalived } from "../../../../agent/config/keepalived/parse.ts";

const block = (lines: string, name = "V", id = 51, address = "192.168.1.1") =>
  `vrrp_instance ${name} {\n interface eth0\n virtual_router_id ${id}\n ${lines}\n virtual_ipaddress {\n${address}\n}\n}\n`;

function read(text: string) {
  const { config, problems } = parseKeepalived(text, "keepalived.conf");
  const macs = config.instances.map(({ virtualMac }) => virtualMac);
  return { macs, testExit: Math.max(0, ...problems.map((problem) => problem.testExit)) };
}

const usual = { name: "vrrp.51", mac: "00:00:5e:00:01:33", sendsFromBase: false };

describe("what is read, and the exit code of -t, are keepalived 2.2.7's", () => {
  test.each([
    ["use_vmac", usual, 0],
    ["use_vmac vr1", { ...usual, name: "vr1" }, 0],
    ["use_vmac vr1 00:11:22:33:44:55", { ...usual, name: "vr1", mac: "00:11:22:33:44:55" }, 0],
    ["use_vmac 00:11:22:33:44:55", { ...usual, mac: "00:11:22:33:44:55" }, 0],
    ["use_vmac averyveryverylongname", usual, 5],
    ["use_vmac vr1 01:11:22:33:44:55", { ...usual, name: "vr1" }, 5],
    ["use_vmac a b c", { ...usual, name: "a" }, 5],
    ["use_vmac\n vmac_xmit_base", { ...usual, sendsFromBase: true }, 0],
    ["vmac_xmit_base", undefined, 5],
    ["use_vmac\n unicast_peer {\n192.168.1.3\n}", { ...usual, sendsFromBase: true }, 5],
  ])("%s", (lines, mac, testExit) => {
    expect(read(block(lines))).toEqual({ macs: [mac], testExit });
  });
});

describe("names are the original's", () => {
  const vmac = (...files: readonly string[]) => read(files.join("")).macs.map((mac) => mac?.name);
  const six = block("use_vmac", "V6", 51, "fe80::1");

  test("the first has the usual one", () => {
    expect(vmac(block("use_vmac"), six)).toEqual(["vrrp.51", "vrrp6.51"]);
    expect(vmac(six, block("use_vmac"))).toEqual(["vrrp.51", "vrrp1.51"]);
  });

  test("one that is given goes before", () => {
    expect(vmac(block("use_vmac"), block("use_vmac vrrp.51", "W", 52))).toEqual(["vrrp1.51", "vrrp.51"]);
  });

  test("vmac_prefix stands in front", () => {
    expect(vmac("global_defs {\nvmac_prefix vm\n}\n", block("use_vmac"))).toEqual(["vm.51"]);
  });

  test("IPv6 has a MAC of its own", () => {
    expect(read(six).macs).toEqual([{ ...usual, mac: "00:00:5e:00:02:33" }]);
  });
});
