import { planRun } from "../run/plan-run.ts";
import { runScenario } from "../run/run.ts";
import { builtStage } from "../run/stage/built.ts";
import type { Runtime, StartedLab } from "../runtime/runtime.ts";
import { stacks } from "../stack/index.ts";
import type { Link } from "./hold.ts";
import { lend } from "./lend.ts";
import type { ExerciseOrder, Order } from "./order.ts";
import { withWorkFolder } from "./work-topology.ts";

interface Surroundings extends Link {
  readonly runtime: Runtime;
  /** Called as soon as the lab is there, before anything happens to it. */
  created(lab: StartedLab): void;
}

/** Plays a scenario as `bascule run` does, and resolves to its lab, which stands on. When it fails nothing stands. */
export async function playAndKeep(
  { stack, workFolder }: Order,
  exercise: ExerciseOrder,
  { runtime, signal, tell, created }: Surroundings,
): Promise<StartedLab> {
  let lab: StartedLab | undefined;
  const lending: Runtime = {
    ...runtime,
    startLab: async (plan) => {
      lab = await runtime.startLab(plan);
      created(lab);
      return lend(lab);
    },
  };
  const adapt = (topology: Parameters<typeof withWorkFolder>[0]) => withWorkFolder(topology, workFolder);
  try {
    const plan = await planRun(exercise.scenarioFile, stacks[stack], adapt);
    await runScenario({
      plan,
      stage: builtStage({ plan, runtime: lending, stack: stacks[stack] }),
      runtimeName: runtime.name,
      stackName: stack,
      trials: exercise.trials,
      seed: exercise.seed,
      historyFile: exercise.historyFile,
      signal,
      progress: (text) => void tell({ news: "progress", text }),
      entered: (phase) => void tell({ news: "phase", phase }),
    });
  } catch (error) {
    await lab?.[Symbol.asyncDispose]();
    throw error;
  }
  if (lab === undefined) throw new Error("a scenario was played without a lab");
  return lab;
}
