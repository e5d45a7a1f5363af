import { parseKeepalived } from "../agent/config/keepalived/parse.ts";
import { strike } from "../lab/sim/fault.ts";
import { lanTiming } from "../lab/sim/timing.ts";
import { SimWorld } from "../lab/sim/world.ts";

/**
 * How many failovers a second the simulator plays on one core: power cut of the owner, takeover, return, and taking
 * back count as two. Usage: `node bench/sim.ts [seconds]`.
 */
const vip = "192.168.1.100";

function config(priority: number) {
  return parseKeepalived(
    `vrrp_instance VI_1 {
  interface eth0
  virtual_router_id 51
  @bascule watch off
  priority ${priority}
  authentication {
    auth_type PASS
    auth_pass secret12
  }
  virtual_ipaddress {
    ${vip}/24
  }
}`,
    "keepalived.conf",
  ).config;
}

const nodes = [101, 100].map((priority, index) => ({
  name: `lb${index + 1}`,
  interfaces: [{ name: "eth0", address: `192.168.1.10${index + 1}` }],
  keepalived: config(priority),
}));

const patienceMs = 20_000;

function play(forMs: number) {
  const world = new SimWorld({ nodes, timing: lanTiming }, 1);
  world.start();
  const moved = (to: string) => {
    world.runTo(world.nowMs + patienceMs, () => world.owners(vip).join() === to);
    if (world.owners(vip).join() !== to) throw new Error(`${to} did not become the owner`);
  };
  moved("lb1");
  let failovers = 0;
  const startMs = performance.now();
  while (performance.now() - startMs < forMs) {
    strike(world, { kind: "power-cut", node: "lb1" });
    moved("lb2");
    strike(world, { kind: "power-on", node: "lb1" });
    moved("lb1");
    failovers += 2;
  }
  return { failovers, tookMs: performance.now() - startMs, simulatedMs: world.nowMs };
}

play(300);
const { failovers, tookMs, simulatedMs } = play(1000 * Number(process.argv[2] ?? 3));
const rate = (failovers / tookMs) * 1000;
process.stdout.write(
  `${failovers} failovers in ${(tookMs / 1000).toFixed(2)} s: ${rate.toFixed(0)} a second; ${(simulatedMs / tookMs).toFixed(0)} times as fast as real time\n`,
);
