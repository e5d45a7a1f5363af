import { expect, test } from "vitest";
import { bridgeLines, nodeLines, plugLines, unplugLines } from "../../../lab/wire/switch-command.ts";

const cable = {
  port: "n0.0",
  bridge: "net0",
  interfaceName: "eth0",
  mac: "02:42:c0:a8:01:65",
  address: "192.168.1.101/24",
};

test("a cable is a veth pair whose far end is born in the node's namespace with its MAC", () => {
  expect([...bridgeLines("net0"), ...plugLines(cable, 4711), ...unplugLines(cable)]).toEqual([
    "link add net0 type bridge stp_state 0 forward_delay 0 mcast_snooping 0",
    "link set net0 up",
    "link add n0.0 type veth peer name eth0 address 02:42:c0:a8:01:65 netns 4711",
    "link set n0.0 master net0 up",
    "link delete n0.0",
  ]);
});

test("the node's side gets its addresses before it goes up", () => {
  expect(nodeLines([cable])).toEqual([
    "link set lo up",
    "address add 192.168.1.101/24 broadcast + dev eth0",
    "link set eth0 up",
  ]);
});
