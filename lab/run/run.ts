import { randomInt } from "node:crypto";
import type { Text } from "../../agent/base/text.ts";
import type { LabError } from "../errors.ts";
import type { EventOf, Phase } from "../history/event.ts";
import { type HistoryWriter, openHistory } from "../history/writer.ts";
import { nowMs } from "../node/clock.ts";
import { watchAddresses } from "../observe/address-watch.ts";
import { LiveView } from "../observe/live-view.ts";
import { watchOutput } from "../observe/node-output.ts";
import type { Runtime, StartedLab, StartedNode } from "../runtime/runtime.ts";
import type { Stack } from "../stack/stack.ts";
import { labPlan } from "../topology/plan.ts";
import { startInstruments } from "./instrument.ts";
import { LastLines } from "./last-lines.ts";
import type { RunPlan } from "./plan-run.ts";
import { type RunSettings, runEvent } from "./run-event.ts";
import { settle } from "./settle.ts";
import { spreadOver } from "./spread.ts";
import { runStep } from "./step/index.ts";
import type { StepContext } from "./step/step.ts";
import { noteVersions } from "./version.ts";

export interface RunOptions extends RunSettings {
  readonly plan: RunPlan;
  readonly runtime: Runtime;
  readonly stack: Stack;
  readonly historyFile: string;
  readonly signal: AbortSignal;
  /** How the lab was when the run got it, where it had stood before. */
  readonly found?: Found;
  progress(text: Text): void;
  /** Said as each phase begins, for those who want to know where a run is. */
  entered(phase: Phase): void;
}

/** A lab that had stood before, and what its user has made of it. */
export interface Found {
  /** Nodes that are switched off: they are judged so, and stay so. */
  readonly off: ReadonlySet<string>;
  readonly daemons: readonly EventOf<"daemon">[];
}

/** Runs a scenario from creation to clean-up; all that is learnt stands in the history file. */
export async function runScenario(options: RunOptions): Promise<void> {
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
    history.append({ atMs: nowMs(), node: "", kind: "phase", phase });
    options.entered(phase);
    options.signal.throwIfAborted();
  };
  const id = randomInt(36 ** 6)
    .toString(36)
    .padStart(6, "0");
  history.append(runEvent(options.plan, options, id));
  enter("plan");
  using view = new LiveView(history, options.plan.topology.vip);
  using last = new LastLines(history);
  enter("create");
  const createdMs = nowMs();
  const lab = closing.use(await options.runtime.startLab(labPlan(options.plan.topology, options.stack, id)));
  const signal = untilEnd(lab, options.signal);
  if (options.found === undefined) options.progress(createdText(lab.nodes.size, nowMs() - createdMs));
  enter("start");
  await watch(lab, options, history);
  closing.use(await measure(lab, options, history));
  const { promise } = options.plan;
  const running = new Map([...lab.nodes].filter(([name]) => !options.found?.off.has(name)));
  const settled = await settle(running, view, promise, (node) => last.of(node), signal);
  options.progress(settled ? settledText(nowMs() - createdMs, view.owners[0] ?? "") : unsettledText);
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
  { plan, trials, seed, signal, progress }: RunOptions,
  enter: (phase: Phase) => void,
): Promise<void> {
  const { scenario, promise } = plan;
  const common = { ...surroundings, promise, signal, progress, injected: new Map() };
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

/** From here on the history knows who is there, what they print and who owns which address. */
async function watch(lab: StartedLab, { plan, found }: RunOptions, history: HistoryWriter): Promise<void> {
  for (const node of lab.nodes.values()) {
    const state = found?.off.has(node.name) ? "killed" : "started";
    history.append({ atMs: nowMs(), node: node.name, kind: "node", state });
    void watchOutput(node, history);
  }
  for (const event of found?.daemons ?? []) history.append(event);
  const balancers = plan.promise.balancers.filter(({ node }) => !found?.off.has(node));
  await Promise.all(balancers.map(({ node }) => watchAddresses(nodeOf(lab, node), history)));
  const [first] = balancers;
  if (first !== undefined) await noteVersions(nodeOf(lab, first.node), history);
}

function measure(lab: StartedLab, { plan }: RunOptions, history: HistoryWriter): Promise<AsyncDisposable> {
  const client = plan.topology.nodes.find(({ role }) => role === "client")?.name ?? "";
  const nodes = [...lab.nodes.values()].map((node) => node.plan);
  const { topology, scenario } = plan;
  return startInstruments({
    client: nodeOf(lab, client),
    vip: topology.vip,
    load: scenario.load,
    nodes,
    history,
  });
}

function nodeOf({ nodes }: StartedLab, name: string): StartedNode {
  const node = nodes.get(name);
  if (node === undefined) throw new Error(`node ${name} is not part of the lab`);
  return node;
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
