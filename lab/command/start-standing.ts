import { resolve } from "node:path";
import { readBalancers } from "../run/balancer-config.ts";
import { mistakeLines } from "../run/mistake-line.ts";
import type { RuntimeName } from "../runtime/runtime.ts";
import { stacks } from "../stack/index.ts";
import { checkName, chooseLab, livePlaces } from "../standing/choose.ts";
import { endLab, sweepStanding } from "../standing/end.ts";
import type { Order } from "../standing/order.ts";
import { settleStanding } from "../standing/settle.ts";
import { startKeeper } from "../standing/start.ts";
import { taken } from "../standing/text.ts";
import { topologyOf } from "../standing/topology-of.ts";
import { closeWorkFolder, openWorkFolder } from "../standing/work-folder.ts";
import { withWorkFolder } from "../standing/work-topology.ts";
import { readTopology } from "../topology/read.ts";
import type { Input } from "./command.ts";
import type { Context } from "./context.ts";
import { exitCodes } from "./exit-code.ts";
import { printStatus } from "./print-status.ts";
import { readyRuntime } from "./ready-runtime.ts";
import type { runOptions } from "./run-option.ts";
import { hintFor } from "./standing-hint.ts";

type UpInput = Input<Pick<typeof runOptions, "stack" | "network">>["options"] & {
  readonly runtime: RuntimeName | undefined;
  readonly name: string | undefined;
  readonly folder: string | undefined;
};

/** Starts a lab that stays, waits until it does its work, and prints how it stands. */
export async function startStanding(file: string, options: UpInput, context: Context): Promise<number> {
  const topologyFile = await topologyOf(file);
  const topology = await readTopology(topologyFile);
  const name = options.name ?? topology.name;
  checkName(name);
  if ((await livePlaces()).some((place) => place.name === name)) throw taken(name);
  for (const { text } of await sweepStanding()) context.progress(text);
  const workFolder = resolve(options.folder ?? "bascule-lab", name);
  await openWorkFolder(workFolder, topology);
  try {
    const stackName = options.stack ?? "agent";
    const stack = stacks[stackName];
    const { mistakes } = await readBalancers(withWorkFolder(topology, workFolder), stack);
    for (const line of mistakeLines(mistakes, context.language)) context.progress(line);
    const { runtime: wanted, network } = options;
    const needs = { stack, networks: topology.networks };
    const runtime = await readyRuntime({ runtime: wanted, network }, needs, context);
    context.progress({
      fr: `Labo « ${name} » : ${topology.nodes.length} nœuds, programmes ${stackName}`,
      en: `Lab "${name}": ${topology.nodes.length} nodes, programs ${stackName}`,
    });
    const built = { stack: stackName, runtime: runtime.name, network, exercise: undefined };
    await standUp({ name, topologyFile, workFolder, ...built }, context);
  } catch (error) {
    await closeWorkFolder(workFolder);
    throw error;
  }
  context.progress(hintFor(name, topology.name));
  return exitCodes.done.code;
}

async function standUp(order: Order, context: Context): Promise<void> {
  await startKeeper(order, { signal: context.signal, heard: () => {} });
  const lab = await chooseLab(order.name);
  try {
    printStatus(await settleStanding(lab, context), context);
  } catch (error) {
    await endLab(lab);
    throw error;
  }
}
