import { type Fault, strike } from "./fault.ts";
import type { Hold } from "./hold.ts";
import { SimWorld, type WorldPlan } from "./world.ts";

export interface Scheduled {
  readonly atMs: number;
  readonly fault: Fault;
}

export interface SimOptions {
  readonly seed: number;
  /** How long it goes on. */
  readonly untilMs: number;
}

/** Who had which virtual address when, on an interface that others could reach. */
export interface Simulated {
  readonly holds: readonly Hold[];
  readonly endMs: number;
}

/**
 * Starts all nodes at 0, lets the faults happen, and tells who owned what. The daemon of a node is the agent's own code
 * (`agent/drive/vrrp/driver.ts`, `agent/vrrp`), so the answer is what the real one would do.
 * @example
 * const plan = { nodes: [{ name: "lb1", interfaces: [{ name: "eth0", address: "10.0.0.1" }], keepalived: config }, …] };
 * const simulated = simulate(plan, [{ atMs: 20_000, fault: { kind: "power-cut", node: "lb1" } }], { seed: 1, untilMs: 40_000 });
 * afterwards(simulated, "10.0.0.100", 20_000); // { owner: "lb2", afterMs: 3109, outageMs: 3109 }
 */
export function simulate(
  plan: WorldPlan,
  schedule: readonly Scheduled[],
  { seed, untilMs }: SimOptions,
): Simulated {
  const world = new SimWorld(plan, seed);
  world.start();
  for (const { atMs, fault } of schedule) world.timeline.at(atMs, () => strike(world, fault));
  world.runTo(untilMs);
  return { holds: world.holds(), endMs: untilMs };
}

export interface Afterwards {
  /** Everybody who has it at the end, the one that took it last first. Two: the fault ends with two owners. */
  readonly owners: readonly string[];
  /** When the last change of owner after the fault was over, counted from the fault; 0: nothing moved. */
  readonly afterMs: number;
  /** How long nobody had it after the fault; Infinity: nobody has it at the end. */
  readonly outageMs: number;
}

/** What became of an address after a fault at `faultMs`. */
export function afterwards({ holds, endMs }: Simulated, address: string, faultMs: number): Afterwards {
  const own = holds.filter((hold) => hold.address === address && hold.toMs >= faultMs);
  const last = own.filter(({ toMs }) => toMs === endMs).toSorted((a, b) => b.fromMs - a.fromMs);
  const changes = own
    .flatMap(({ fromMs, toMs }) => [fromMs, toMs])
    .filter((atMs) => atMs >= faultMs && atMs < endMs);
  return {
    owners: last.map(({ node }) => node),
    afterMs: Math.max(0, ...changes.map((atMs) => atMs - faultMs)),
    outageMs: last.length === 0 ? Number.POSITIVE_INFINITY : nobodyMs(own, faultMs, endMs),
  };
}

/** How long within the window nobody held it. */
function nobodyMs(holds: readonly Hold[], fromMs: number, toMs: number): number {
  let coveredTo = fromMs;
  let total = 0;
  for (const hold of holds.toSorted((a, b) => a.fromMs - b.fromMs)) {
    if (hold.fromMs > coveredTo) total += hold.fromMs - coveredTo;
    coveredTo = Math.max(coveredTo, hold.toMs);
  }
  return total + Math.max(0, toMs - coveredTo);
}
