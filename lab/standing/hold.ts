import { randomInt } from "node:crypto";
import { createWriteStream } from "node:fs";
import { chooseRuntime } from "../command/choose-runtime.ts";
import { identify } from "../runtime/netns/identity.ts";
import type { StartedLab } from "../runtime/runtime.ts";
import { stacks } from "../stack/index.ts";
import { labPlan } from "../topology/plan.ts";
import { readTopology } from "../topology/read.ts";
import type { Topology } from "../topology/topology.ts";
import { claim } from "./claim.ts";
import { playAndKeep } from "./exercise.ts";
import type { KeeperNews, Order } from "./order.ts";
import { logFile, type StandingRecord, socketFile } from "./record.ts";
import { serve } from "./serve.ts";
import { withWorkFolder } from "./work-topology.ts";

/** The keeper's surroundings. */
export interface Link {
  /** Aborted when the lab shall end. */
  readonly signal: AbortSignal;
  tell(news: KeeperNews): Promise<void>;
}

/** Builds the lab and keeps it until it is told to end it; nothing of it is left when this resolves or rejects. */
export async function hold(order: Order, { signal, tell }: Link): Promise<void> {
  await using closing = new AsyncDisposableStack();
  const topology = withWorkFolder(await readTopology(order.topologyFile), order.workFolder);
  const record = await recordOf(order, topology);
  const { folder } = closing.use(await claim(record));
  const runtime = await chooseRuntime(order);
  const created = (lab: StartedLab) => keepOutput(lab, folder);
  const lab = closing.use(
    order.exercise === undefined
      ? await runtime.startLab(labPlan(topology, stacks[order.stack], freshId()))
      : await playAndKeep(order, order.exercise, { runtime, signal, tell, created }),
  );
  if (order.exercise === undefined) created(lab);
  const server = closing.use(await serve(socketFile(folder), { record, topology, lab }));
  await tell({ news: "stands" });
  await Promise.race([lab.ended, aborted(signal), server.downAsked]);
}

async function recordOf(
  { name, topologyFile, workFolder, stack, runtime }: Order,
  topology: Topology,
): Promise<StandingRecord> {
  const keeper = await identify(process.pid);
  if (keeper === undefined) throw new Error("this process has no identity");
  const nodes = topology.nodes.map((node) => node.name);
  const startedAt = new Date().toISOString();
  return { name, keeper, topologyFile, workFolder, nodes, stack, runtime, startedAt };
}

function freshId(): string {
  return randomInt(36 ** 6)
    .toString(36)
    .padStart(6, "0");
}

function keepOutput({ nodes }: StartedLab, folder: string): void {
  for (const { name, output } of nodes.values()) {
    const file = createWriteStream(logFile(folder, name));
    output.pipe(file);
    // No room: the node must not stop because nobody reads what it prints.
    file.on("error", () => output.unpipe(file).resume());
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve());
  });
}
