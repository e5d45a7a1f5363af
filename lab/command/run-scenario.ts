import { randomInt } from "node:crypto";
import { join } from "node:path";
import { formatProblem } from "../../agent/base/problem.ts";
import type { Text } from "../../agent/base/text.ts";
import { shownPath } from "../document/shown-path.ts";
import { labError } from "../errors.ts";
import { planRun } from "../run/plan-run.ts";
import { makeResultsFolder } from "../run/results-folder.ts";
import { runScenario } from "../run/run.ts";
import { sweepEverywhere } from "../runtime/sweep.ts";
import { stacks } from "../stack/index.ts";
import { chooseRuntime } from "./choose-runtime.ts";
import type { Input } from "./command.ts";
import type { Context } from "./context.ts";
import { printReport } from "./print-report.ts";
import type { runOptions } from "./run-option.ts";
import { supply } from "./supply.ts";

type RunInput = Input<typeof runOptions>["options"];

/** Runs one scenario file, prints its report and resolves to the exit code of its verdict. */
export async function runAndReport(file: string, options: RunInput, context: Context): Promise<number> {
  const stackName = options.stack ?? "agent";
  const plan = await planRun(file, stacks[stackName]);
  for (const mistake of plan.mistakes) context.progress(formatProblem(mistake, context.language));
  const stack = stacks[stackName];
  const runtime = await chooseRuntime({ runtime: options.runtime, network: options.network });
  await supply([...(await runtime.missing()), ...(await stack.missing())], context);
  for (const { text } of await sweepEverywhere()) context.progress(text);
  await runtime.prepare?.({
    networks: plan.topology.networks,
    signal: context.signal,
    progress: (text) => context.progress(text),
  });
  const folder = await makeResultsFolder(options.results ?? "results", plan.scenario.name, stackName);
  const historyFile = join(folder, "history.jsonl");
  const settings = {
    runtimeName: runtime.name,
    stackName,
    trials: options.trials ?? 1,
    seed: options.seed ?? randomInt(2 ** 32),
  };
  context.progress({
    fr: `Labo « ${plan.scenario.name} » : ${plan.topology.nodes.length} nœuds, programmes ${stackName}`,
    en: `Lab "${plan.scenario.name}": ${plan.topology.nodes.length} nodes, programs ${stackName}`,
  });
  await runScenario({
    ...settings,
    plan,
    runtime,
    stack,
    historyFile,
    signal: withTimeout(context.signal, options.timeout),
    progress: (text) => context.progress(text),
    entered: (phase) => context.detail(`phase ${phase}`),
  }).catch((error: unknown) => {
    if (context.signal.aborted) context.progress(interruptedText(historyFile));
    throw error;
  });
  return printReport({ historyFile, folder, json: options.json }, context);
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
