import { LabError } from "../../errors.ts";
import { ensureImage } from "../../image/image.ts";
import { allOf } from "../all-of.ts";
import type { LabPlan, NodePlan, StartedLab } from "../runtime.ts";
import { notCreated, startedLab } from "../started-lab.ts";
import { containerOptions } from "./container.ts";
import { type Engine, reasonOf } from "./engine.ts";
import { LabEvents } from "./events.ts";
import { copyMounts, makeByPath, makeCommands, openLabFolder } from "./files.ts";
import { engineLost } from "./lab-error.ts";
import { labelsOf } from "./label.ts";
import type { LabNetwork, NetworkKind } from "./network.ts";
import { DockerNode } from "./node.ts";
import { openNetwork } from "./open-network.ts";
import { removeContainer } from "./remove.ts";
import { requireEngine } from "./usable-engine.ts";
import { startWatcher, type Watcher } from "./watch.ts";

/** What the nodes of a lab have in common. */
interface LabSite {
  readonly engine: Engine;
  readonly image: string;
  readonly labels: Record<string, string>;
  readonly folder: string;
  readonly network: LabNetwork;
  readonly events: LabEvents;
  /** Their ids, so that all can be removed at once. */
  readonly containers: Set<string>;
}

/** @throws LabError when anything of the lab cannot be created; nothing of it stays then */
export async function startDockerLab(plan: LabPlan, kind: NetworkKind | undefined): Promise<StartedLab> {
  const engine = await requireEngine();
  const signal = new AbortController().signal;
  const image = await ensureImage({ engine, signal, progress: () => {} });
  const watcher = startWatcher(plan.id);
  const resources = new AsyncDisposableStack();
  try {
    const site = await openSite(plan, kind, { engine, image }, resources);
    const nodes = await allOf(plan.nodes.map((node) => createNode(plan, node, site)));
    await allOf(nodes.map((node) => node.start()));
    const ended = site.events.over.then((reason) => (reason === "lost" ? engineLost(plan.id) : undefined));
    return startedLab(plan.id, { nodes, ended, close: () => close(resources, watcher) });
  } catch (cause) {
    await close(resources, watcher);
    throw cause instanceof LabError ? cause : notCreated(plan.id, reasonOf(cause), cause);
  }
}

async function openSite(
  plan: LabPlan,
  kind: NetworkKind | undefined,
  { engine, image }: Pick<LabSite, "engine" | "image">,
  resources: AsyncDisposableStack,
): Promise<LabSite> {
  const { path: folder } = resources.use(await openLabFolder(plan.id));
  const labels = await labelsOf(plan.id);
  const network = resources.use(await openNetwork(engine, plan, kind));
  const events = resources.use(await LabEvents.open(engine, plan.id));
  const containers = new Set<string>();
  resources.defer(async () => {
    await allOf([...containers].map((id) => removeContainer(engine, id)));
  });
  return { engine, image, labels, folder, network, events, containers };
}

async function createNode(plan: LabPlan, node: NodePlan, site: LabSite): Promise<DockerNode> {
  const { engine, image, labels, folder, network, events, containers } = site;
  const [copied, byPath, commandFolder] = await allOf([
    copyMounts(folder, node),
    makeByPath(folder, node),
    makeCommands(folder, node),
  ]);
  const mounts = [...copied, ...byPath];
  const attachment = network.attachment(node);
  const container = await engine.createContainer(
    containerOptions(plan, node, { image, labels, commandFolder, mounts, attachment }),
  );
  containers.add(container.id);
  await network.plug?.(node, container);
  return new DockerNode(node, { labId: plan.id, container, events, network });
}

/** Ends everything of a lab; what the engine cannot remove at this moment is left to the watcher, which tries again. */
async function close(resources: AsyncDisposableStack, watcher: Watcher): Promise<void> {
  await resources.disposeAsync().then(
    () => watcher.dismiss(),
    () => watcher.takeOver(),
  );
}
