import { randomInt } from "node:crypto";
import type { Text } from "../../agent/base/text.ts";
import type { LabError } from "../errors.ts";
import type { Phase } from "../history/event.ts";
import { openHistory } from "../history/writer.ts";
import { LiveView } from "../observe/live-view.ts";
import type { StartedLab } from "../runtime/runtime.ts";
import type { Found } from "./found.ts";
import { LastLines } from "./last-lines.ts";
import type { RunPlan } from "./plan-run.ts";
import { type RunSettings, runEvent } from "./run-event.ts";
import { settle } from "./settle.ts";
import { spreadOver } from "./spread.ts";
import type { Stage } from "./stage/stage.ts";
import { runStep } from "./step/index.ts";
import type { StepContext } from "./step/step.ts";

export interface RunOptions extends RunSettings {
  readonly plan: RunPlan;
  readonly stage: Stage;
  readonly historyFile: string;
  readonly signal: AbortSignal;
  /** How the lab was when the run got it, where it had stood before. */
  readonly found?: Found;
  progress(text: Text): void;
  /** Said as each phase begins, for those who want to know where a run is. */
  entered(phase: Phase): void;
}

/** Runs a scenario from creation to clean-up; all that is learnt stands in the history file. */
export async function runScenario(options: RunOptions): Promise<void> {
  const { stage } = options;
  const { time } = stage;
  await using closing = new AsyncDisposableStack();
  const history = await openHistory(options.historyFile);
  let lost: LabError | undefined;
  closing.defer(() =>
    history.close().catch((error) => {
      if (lost === undefined) throw error;
    }),
  );
  const enter = (phase: Phase) => {
    // A run whose history is incomplete cannot be judged: no need to go on.
    lost = history.failure();
    if (lost !== undefined) throw lost;
    history.append({ atMs: time.nowMs(), node: "", kind: "phase", phase });
    options.entered(phase);
    options.signal.throwIfAborted();
  };
  const id = randomInt(36 ** 6)
    .toString(36)
    .padStart(6, "0");
  history.append(runEvent(options.plan, options, id, time.nowMs()));
  enter("plan");
  using view = new LiveView(history, options.plan.topology.vip, time);
  using last = new LastLines(history);
  enter("create");
  const createdMs = time.nowMs();
  const lab = closing.use(await stage.startLab(id));
  const signal = untilEnd(lab, options.signal);
  if (options.found === undefined) options.progress(createdText(lab.nodes.size, time.nowMs() - createdMs));
  enter("start");
  closing.use(await stage.observe(lab, history));
  const { promise } = options.plan;
  const running = new Map([...lab.nodes].filter(([name]) => !options.found?.off.has(name)));
  const settled = await settle(running, view, promise, (node) => last.of(node), signal);
  options.progress(settled ? settledText(time.nowMs() - createdMs, view.owners[0] ?? "") : unsettledText);
  await playScenario({ lab, history, view }, { ...options, signal }, enter).catch((error: unknown) => {
    signal.throwIfAborted(); // with the reason, not with what became of the step that was under way
    throw error;
  });
  enter("report");
}

/** Aborts when the run is interrupted, or when the lab ends by itself: then with the reason. */
function untilEnd(lab: StartedLab, interrupted: AbortSignal): AbortSignal {
  const over = new AbortController();
  void lab.ended.then((error) => error && over.abort(error));
  return AbortSignal.any([interrupted, over.signal]);
}

type Surroundings = Pick<StepContext, "lab" | "history" | "view">;

async function playScenario(
  surroundings: Surroundings,
  { plan, trials, seed, stage, signal, progress }: RunOptions,
  enter: (phase: Phase) => void,
): Promise<void> {
  const { scenario, promise } = plan;
  const common = { ...surroundings, stage, promise, signal, progress, injected: new Map() };
  const phases = spreadOver(trials, seed);
  const contextOf = (trial: number): StepContext => ({
    ...common,
    trial,
    spread: phases[trial] ?? 0,
    struck: [],
  });
  enter("load");
  await runStep({ steady: scenario.warmupMs }, contextOf(0));
  for (const step of scenario.before) await runStep(step, contextOf(0));
  enter("fault");
  for (let trial = 0; trial < trials; trial++) {
    if (trials > 1)
      progress({ fr: `Essai ${trial + 1} sur ${trials}`, en: `Trial ${trial + 1} of ${trials}` });
    const context = contextOf(trial);
    for (const step of scenario.trial) await runStep(step, context);
  }
}

function createdText(nodes: number, tookMs: number): Text {
  const seconds = (tookMs / 1000).toFixed(1);
  return {
    fr: `Le labo est debout en ${seconds} s : ${nodes} nœuds, leurs programmes démarrent`,
    en: `The lab is up after ${seconds} s: ${nodes} nodes, their programs are starting`,
  };
}

function settledText(tookMs: number, owner: string): Text {
  const seconds = (tookMs / 1000).toFixed(1);
  return {
    fr: `Après ${seconds} s ${owner} détient l'adresse virtuelle et le service répond`,
    en: `After ${seconds} s ${owner} owns the virtual IP and the service answers`,
  };
}

const unsettledText: Text = {
  fr: "Le labo ne s'est pas stabilisé : les étapes ci-dessous disent ce qui manque",
  en: "The lab has not settled: the steps below say what is missing",
};
