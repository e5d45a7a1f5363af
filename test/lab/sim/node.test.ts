import { expect, test } from "vitest";
import { parseKeepalived } from "../../../agent/config/keepalived/parse.ts";
import { ideal } from "../../../lab/sim/timing.ts";
import { SimWorld } from "../../../lab/sim/world.ts";

const owner = `vrrp_instance VI_1 {
  state MASTER
  interface eth0
  virtual_router_id 51
  priority 255
  virtual_ipaddress { 10.0.0.100 }
}`;

test("a daemon that is to start while its machine is suspended starts when that wakes", () => {
  const node = {
    name: "r1",
    interfaces: [{ name: "eth0", address: "10.0.0.1" }],
    keepalived: parseKeepalived(owner, "keepalived.conf").config,
  };
  const world = new SimWorld({ nodes: [node], timing: { ...ideal, bootMs: [100, 100] } }, 1);
  world.start();
  world.runTo(5000);
  const router = world.node("r1");
  router.stopKeepalived();
  router.suspend();
  router.startKeepalived();
  world.runTo(9000);
  expect(router.keepalived).toBeUndefined();
  router.resume();
  world.runTo(9100);
  expect(world.holds().map(({ fromMs }) => fromMs)).toEqual([100, 9000]);
});
