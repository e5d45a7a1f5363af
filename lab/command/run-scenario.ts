import { randomInt } from "node:crypto";
import { join, resolve } from "node:path";
import type { Text } from "../../agent/base/text.ts";
import { shownPath } from "../document/shown-path.ts";
import { labError } from "../errors.ts";
import { mistakeLines } from "../run/mistake-line.ts";
import { planRun, type RunPlan } from "../run/plan-run.ts";
import { makeResultsFolder } from "../run/results-folder.ts";
import { runScenario } from "../run/run.ts";
import { builtStage } from "../run/stage/built.ts";
import { simulatedStage } from "../run/stage/simulated.ts";
import type { Stage } from "../run/stage/stage.ts";
import type { RuntimeName } from "../runtime/runtime.ts";
import { type StackName, stacks } from "../stack/index.ts";
import type { Order } from "../standing/order.ts";
import { closeWorkFolder } from "../standing/work-folder.ts";
import { withWorkFolder } from "../standing/work-topology.ts";
import type { Input } from "./command.ts";
import type { Context } from "./context.ts";
import { type Kept, keepScenario, prepareKept } from "./keep-scenario.ts";
import { printReport } from "./print-report.ts";
import { readyRuntime } from "./ready-runtime.ts";
import type { runOptions } from "./run-option.ts";
import { simulatedText, wantsSimulator } from "./simulated.ts";
import { hintFor } from "./standing-hint.ts";

type RunInput = Input<typeof runOptions>["options"] & {
  /** The lab stands on after the scenario. */
  readonly keep?: boolean;
};

/** Runs one scenario file, prints its report and resolves to the exit code of its verdict. */
export async function runAndReport(file: string, options: RunInput, context: Context): Promise<number> {
  const stackName = options.stack ?? "agent";
  const simulated = wantsSimulator(options, stackName);
  await using untouched = new AsyncDisposableStack();
  const kept = options.keep ? await prepareKept(file, context) : undefined;
  if (kept !== undefined) untouched.defer(async () => void (await closeWorkFolder(kept.workFolder)));
  const plan = await planRun(file, stacks[stackName], (topology) =>
    kept === undefined ? topology : withWorkFolder(topology, kept.workFolder),
  );
  for (const line of mistakeLines(plan.mistakes, context.language)) context.progress(line);
  const seed = options.seed ?? randomInt(2 ** 32);
  const place = simulated ? simulatedPlace(plan, seed, context) : await builtPlace(plan, options, context);
  const folder = await makeResultsFolder(options.results ?? "results", plan.scenario.name, stackName);
  const historyFile = join(folder, "history.jsonl");
  context.progress({
    fr: `Labo « ${plan.scenario.name} » : ${plan.topology.nodes.length} nœuds, programmes ${stackName}`,
    en: `Lab "${plan.scenario.name}": ${plan.topology.nodes.length} nodes, programs ${stackName}`,
  });
  const settings = {
    stackName,
    trials: options.trials ?? 1,
    seed,
    historyFile,
    signal: withTimeout(context.signal, options.timeout),
  };
  const playing =
    kept === undefined || place.name === "sim"
      ? playHere(plan, place, settings, context)
      : playInKeeper(
          { ...kept, network: options.network },
          { ...settings, file, runtimeName: place.name },
          context,
        );
  await playing.catch((error: unknown) => {
    if (context.signal.aborted) context.progress(interruptedText(historyFile));
    throw error;
  });
  untouched.move(); // the lab stands, and its files with it
  const exitCode = await printReport(
    { historyFile, folder, json: options.json, html: options.html },
    context,
  );
  if (kept !== undefined) context.progress(hintFor(kept.name, kept.name));
  return exitCode;
}

interface Settings {
  readonly stackName: StackName;
  readonly trials: number;
  readonly seed: number;
  readonly historyFile: string;
  readonly signal: AbortSignal;
}

/** Where the scenario is played. */
interface Place {
  readonly name: RuntimeName | "sim";
  readonly stage: Stage;
}

async function builtPlace(plan: RunPlan, options: RunInput, context: Context): Promise<Place> {
  const { runtime: wanted, network, stack: stackName = "agent" } = options;
  const stack = stacks[stackName];
  const needs = { stack, networks: plan.topology.networks };
  const wish = { runtime: wanted === "sim" ? undefined : wanted, network };
  const runtime = await readyRuntime(wish, needs, context);
  return { name: runtime.name, stage: builtStage({ plan, runtime, stack }) };
}

function simulatedPlace(plan: RunPlan, seed: number, context: Context): Place {
  const stage = simulatedStage(plan, seed);
  context.progress(simulatedText);
  return { name: "sim", stage };
}

function playHere(
  plan: RunPlan,
  { name, stage }: Place,
  settings: Settings,
  context: Context,
): Promise<void> {
  return runScenario({
    ...settings,
    plan,
    stage,
    runtimeName: name,
    progress: (text) => context.progress(text),
    entered: (phase) => context.detail(`phase ${phase}`),
  });
}

function playInKeeper(
  kept: Kept & Pick<Order, "network">,
  { file, runtimeName, stackName, trials, seed, historyFile, signal }: KeptSettings,
  context: Context,
): Promise<void> {
  const exercise = { scenarioFile: resolve(file), historyFile: resolve(historyFile), trials, seed };
  return keepScenario({ ...kept, stack: stackName, runtime: runtimeName, exercise }, signal, context);
}

interface KeptSettings extends Settings {
  readonly file: string;
  readonly runtimeName: RuntimeName;
}

function interruptedText(historyFile: string): Text {
  const file = shownPath(historyFile);
  return {
    fr: `Interrompu ; tout est nettoyé. L'historique jusque-là : ${file}`,
    en: `Interrupted; everything is cleaned up. The history so far: ${file}`,
  };
}

/** Aborts with the interruption, or with an error when the run has taken too long. */
function withTimeout(signal: AbortSignal, timeoutS: number | undefined): AbortSignal {
  if (timeoutS === undefined) return signal;
  const late = new AbortController();
  const reason = labError("ERR_RUN_TIMEOUT", {
    fr: `Le scénario n'était pas fini après ${timeoutS} s (--timeout). Tout est nettoyé ; donnez-lui plus de temps`,
    en: `The scenario was not over after ${timeoutS} s (--timeout). Everything is cleaned up; give it more time`,
  });
  setTimeout(() => late.abort(reason), timeoutS * 1000).unref();
  return AbortSignal.any([signal, late.signal]);
}
