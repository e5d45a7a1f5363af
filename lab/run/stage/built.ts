import type { HistoryWriter } from "../../history/writer.ts";
import { watchAddresses } from "../../observe/address-watch.ts";
import { watchOutput } from "../../observe/node-output.ts";
import type { Runtime, StartedLab, StartedNode } from "../../runtime/runtime.ts";
import { realTime } from "../../runtime/time.ts";
import type { Stack } from "../../stack/stack.ts";
import { labPlan } from "../../topology/plan.ts";
import type { Found } from "../found.ts";
import { startInstruments } from "../instrument.ts";
import type { RunPlan } from "../plan-run.ts";
import { noteVersions } from "../version.ts";
import type { Stage } from "./stage.ts";

interface BuiltOptions {
  readonly plan: RunPlan;
  readonly runtime: Runtime;
  readonly stack: Stack;
  /** How the lab was when the run got it, where it had stood before. */
  readonly found?: Found;
}

/** Nodes that a runtime builds, with real programs. */
export function builtStage({ plan, runtime, stack, found }: BuiltOptions): Stage {
  return {
    time: realTime,
    startLab: (id) => runtime.startLab(labPlan(plan.topology, stack, id)),
    async observe(lab, history) {
      await watch(lab, { plan, found }, history);
      return measure(lab, plan, history);
    },
    observeAgain: watchAddresses,
  };
}

async function watch(
  lab: StartedLab,
  { plan, found }: { readonly plan: RunPlan; readonly found: Found | undefined },
  history: HistoryWriter,
): Promise<void> {
  for (const node of lab.nodes.values()) {
    const state = found?.off.has(node.name) ? "killed" : "started";
    history.append({ atMs: realTime.nowMs(), node: node.name, kind: "node", state });
    void watchOutput(node, history);
  }
  for (const event of found?.daemons ?? []) history.append(event);
  const balancers = plan.promise.balancers.filter(({ node }) => !found?.off.has(node));
  await Promise.all(balancers.map(({ node }) => watchAddresses(nodeOf(lab, node), history)));
  const [first] = balancers;
  if (first !== undefined) await noteVersions(nodeOf(lab, first.node), history);
}

function measure(lab: StartedLab, plan: RunPlan, history: HistoryWriter): Promise<AsyncDisposable> {
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
