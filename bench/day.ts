import { parseArgs } from "node:util";
import { parseKeepalived } from "../agent/config/keepalived/parse.ts";
import { strike } from "../lab/sim/fault.ts";
import { lanTiming } from "../lab/sim/timing.ts";
import { SimWorld } from "../lab/sim/world.ts";

/**
 * Two agents for 24 simulated hours with a failover every ten minutes: the memory that they hold must not grow by more than 5 %.
 * Usage: `node --expose-gc bench/day.ts [--hours 24] [--watch off]`.
 */
const { values } = parseArgs({
  options: { hours: { type: "string", default: "24" }, watch: { type: "string", default: "off" } },
});
const vip = "192.168.1.100";
const hours = Number(values.hours);
const roundMs = 600_000;
const collect = (globalThis as { gc?: () => void }).gc;
if (collect === undefined) throw new Error("start it with node --expose-gc");

const nodes = [101, 100].map((priority, index) => ({
  name: `lb${index + 1}`,
  interfaces: [{ name: "eth0", address: `192.168.1.1${index + 1}` }],
  keepalived: parseKeepalived(
    `vrrp_instance VI_1 {
  interface eth0
  virtual_router_id 51
  priority ${priority}
  @bascule watch ${values.watch}
  virtual_ipaddress {
    ${vip}/24
  }
}`,
    "keepalived.conf",
  ).config,
}));
const gateway = { name: "gateway", interfaces: [{ name: "eth0", address: "192.168.1.1" }] };
const world = new SimWorld({ nodes: [...nodes, gateway], timing: lanTiming, forgetful: true }, 1);
world.start();

const heldBytes = () => {
  collect();
  return process.memoryUsage().heapUsed;
};
const readings: number[] = [];
for (let round = 0; round < hours * 6; round++) {
  const startMs = round * roundMs;
  world.runTo(startMs + 300_000);
  strike(world, { kind: round % 2 === 0 ? "freeze" : "link-down", node: "lb1" });
  world.runTo(startMs + 330_000);
  strike(world, { kind: round % 2 === 0 ? "thaw" : "link-up", node: "lb1" });
  world.runTo(startMs + roundMs);
  if (world.owners(vip).join() !== "lb1")
    throw new Error(`after round ${round} the owner is ${world.owners(vip).join()}`);
  if (round % 6 === 5) readings.push(heldBytes());
}
// What is compiled and cached in the first two hours is no leak.
const [early = 0, late = 0] = [readings[1], readings.at(-1)];
const growth = (late - early) / early;
process.stdout.write(
  `${hours} simulated hours, ${hours * 6} failovers and returns: ${(early / 1e6).toFixed(2)} MB after 2 h, ${(late / 1e6).toFixed(2)} MB at the end, ${(growth * 100).toFixed(2)} %\n`,
);
process.exitCode = Math.abs(growth) < 0.05 ? 0 : 1;
