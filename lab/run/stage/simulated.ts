import { setImmediate as yieldToOthers } from "node:timers/promises";
import type { HistoryWriter } from "../../history/writer.ts";
import { startedLab } from "../../runtime/started-lab.ts";
import type { LabTime } from "../../runtime/time.ts";
import type { SimWorld } from "../../sim/world.ts";
import type { RunPlan } from "../plan-run.ts";
import { checkPlayable } from "./playable.ts";
import { SimulatedLab } from "./simulated-lab.ts";
import type { Stage } from "./stage.ts";

/** Answers that are under way when the measuring ends may still come. */
const flushMs = 1500;
/** Now and then a simulated wait lets the real world have its say: Ctrl-C. */
const sliceMs = 500;

/**
 * The simulator: the same scenario with the agent's own cores, no process, no packet, no privilege and no waiting.
 * @throws LabError ERR_SCENARIO_VALUE for a step that it cannot play, with its line
 */
export function simulatedStage(plan: RunPlan, seed: number): Stage {
  checkPlayable(plan.scenario);
  const lab = new SimulatedLab(plan, seed);
  return {
    time: timeOf(lab.world),
    async startLab(id) {
      lab.start();
      return startedLab(id, { nodes: lab.nodes, ended: new Promise(() => {}), close: async () => {} });
    },
    async observe(_, history) {
      lab.observe((event) => history.append(event));
      const client = lab.client((event) => history.append(event));
      client.start();
      return {
        async [Symbol.asyncDispose]() {
          client.stop();
          lab.world.runTo(lab.world.nowMs + flushMs);
          client.finish();
        },
      };
    },
    observeAgain: async (node, history: HistoryWriter) =>
      lab.tellAddresses(node.name, (event) => history.append(event)),
  };
}

/** Simulated time passes only while somebody waits for it. */
function timeOf(world: SimWorld): LabTime {
  const until = async (condition: () => boolean, timeoutMs: number, signal: AbortSignal) => {
    const endMs = world.nowMs + Math.max(0, timeoutMs);
    for (;;) {
      signal.throwIfAborted();
      if (condition()) return true;
      if (world.nowMs >= endMs) return false;
      world.runTo(Math.min(endMs, world.nowMs + sliceMs), condition);
      await yieldToOthers();
    }
  };
  return {
    nowMs: () => world.nowMs,
    wait: async (ms, signal) => void (await until(() => false, ms, signal)),
    until,
  };
}
