import { faults } from "../../fault/index.ts";
import type { StartedNode } from "../../runtime/runtime.ts";
import { master } from "../target.ts";
import type { FaultOptions } from "./schema.ts";
import type { StepContext, StepKind } from "./step.ts";

/** Injects a fault, at the wanted time since the owner's last advert when the scenario names a phase. */
export const fault: StepKind<FaultOptions> = {
  async run(options, context) {
    const { lab, history, view, trial, injected, progress } = context;
    const name = options.target === master ? view.owners[0] : options.target;
    if (name === undefined) return noOwner(context);
    const target = nodeOf(lab.nodes, name);
    const kind = faults[options.kind];
    const phase = options.phase === "spread" ? context.spread : options.phase;
    if (phase !== undefined) await untilPhase(phase, name, context);
    const standing = await kind.inject(target, options, context.stage.time);
    injected.set(options.kind, { fault: standing, target: name });
    context.struck.push(name);
    const { beganMs, doneMs } = standing;
    const event = {
      atMs: beganMs,
      node: name,
      kind: "fault",
      fault: options.kind,
      action: "inject",
    } as const;
    const { process } = options;
    const told = { ...(phase === undefined ? {} : { phase }), ...(process === undefined ? {} : { process }) };
    history.append({ ...event, trial, doneMs, ...told });
    if (!target.running()) history.append({ atMs: beganMs, node: name, kind: "node", state: "killed" });
    progress(kind.describe(name, options));
  },
};

/** Sleeps until `phase` × advert interval after an advert of `owner`; at once when none comes. */
async function untilPhase(phase: number, owner: string, context: StepContext): Promise<void> {
  const { view, promise, signal, history, stage } = context;
  const { time } = stage;
  const advertMs = promise.balancers.find(({ node }) => node === owner)?.advertMs ?? 1000;
  const since = time.nowMs();
  const fresh = () => view.lastAdvert?.node === owner && view.lastAdvert.atMs > since;
  if (!(await view.until(fresh, 3 * advertMs + 1000, signal))) {
    history.append({
      atMs: time.nowMs(),
      node: owner,
      kind: "note",
      code: "no-advert",
      detail: "phase not aligned",
    });
    return;
  }
  const dueMs = (view.lastAdvert?.atMs ?? since) + phase * advertMs;
  await time.wait(dueMs - time.nowMs(), signal);
}

function noOwner({ history, progress, stage }: StepContext): void {
  history.append({
    atMs: stage.time.nowMs(),
    node: "",
    kind: "note",
    code: "no-owner",
    detail: "nothing to strike",
  });
  progress({
    fr: "Aucun nœud ne détient l'adresse virtuelle : la panne ne peut pas viser le maître",
    en: "No node holds the virtual IP: the fault cannot strike the master",
  });
}

function nodeOf(nodes: ReadonlyMap<string, StartedNode>, name: string): StartedNode {
  const node = nodes.get(name);
  if (node === undefined) throw new Error(`node ${name} is not part of the lab`);
  return node;
}
