import type { Socket } from "node:net";
import type { Interface } from "node:readline";
import type { Text } from "../../agent/base/text.ts";
import { LabError } from "../errors.ts";
import { planRun, type RunPlan } from "../run/plan-run.ts";
import { runScenario } from "../run/run.ts";
import { builtStage } from "../run/stage/built.ts";
import { runtimes } from "../runtime/index.ts";
import type { Runtime, StartedLab } from "../runtime/runtime.ts";
import { stacks } from "../stack/index.ts";
import { foundIn, lookAround, putBack } from "./found.ts";
import { lend } from "./lend.ts";
import type { ExerciseOrder } from "./order.ts";
import type { PlayLine } from "./play-line.ts";
import type { Standing } from "./serve.ts";
import { labBusy, nodeStopped } from "./text.ts";

/** Labs in which somebody measures: two at once would measure each other. */
const busy = new WeakSet<StartedLab>();

/**
 * Plays the exercise on the lab as it stands, tells over the connection how it goes, and puts the lab back as it was.
 * Whoever asked says "stop", or dies: then it ends early, and the lab is put back all the same.
 */
export async function play(
  { socket, lines }: { readonly socket: Socket; readonly lines: Interface },
  exercise: ExerciseOrder,
  standing: Standing,
): Promise<void> {
  const ending = new AbortController();
  const stop = () => ending.abort();
  lines.on("line", stop).once("close", stop);
  const say = (line: PlayLine) => void socket.write(`${JSON.stringify(line)}\n`);
  try {
    if (busy.has(standing.lab)) throw labBusy(standing.record.name);
    busy.add(standing.lab);
    try {
      await playAndPutBack(standing, exercise, ending.signal, (text) => say({ play: "progress", text }));
    } finally {
      busy.delete(standing.lab);
    }
    say({ play: "over" });
  } catch (error) {
    say(ending.signal.aborted ? { play: "over" } : failure(error));
  }
  socket.end();
}

async function playAndPutBack(
  standing: Standing,
  exercise: ExerciseOrder,
  signal: AbortSignal,
  progress: (text: Text) => void,
): Promise<void> {
  const { lab, record } = standing;
  const before = await lookAround(standing, signal);
  const client = before.nodes.find(({ role }) => role === "client");
  if (client?.state === "stopped") throw nodeStopped(client.name);
  const found = foundIn(before);
  try {
    const plan = await planOf(exercise.scenarioFile, standing);
    const runtime = lending(lab, runtimes[record.runtime]);
    await runScenario({
      plan,
      stage: builtStage({ plan, runtime, stack: stacks[record.stack], found }),
      runtimeName: record.runtime,
      stackName: record.stack,
      trials: exercise.trials,
      seed: exercise.seed,
      historyFile: exercise.historyFile,
      found,
      signal,
      progress,
      entered: () => {},
    });
  } finally {
    await putBack(standing, before, progress);
  }
}

/** The scenario on this topology; whatever its user wrote into the files is judged, and nothing is refused. */
async function planOf(scenarioFile: string, { topology, record }: Standing): Promise<RunPlan> {
  const lenient = { ...stacks[record.stack], refuses: [], missingIsEmpty: true } as const;
  const plan = await planRun(scenarioFile, lenient, () => topology);
  return { ...plan, scenario: { ...plan.scenario, name: "grade", expectations: [], exercise: true } };
}

/** A runtime that has this lab already. */
function lending(lab: StartedLab, runtime: Runtime): Runtime {
  return { ...runtime, startLab: async () => lend(lab) };
}

function failure(error: unknown): PlayLine {
  if (error instanceof LabError) return { play: "failed", code: error.code, text: error.text };
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { play: "failed", code: undefined, text: { fr: text, en: text } };
}
