import { resolve } from "node:path";
import { formatProblem } from "../../agent/base/problem.ts";
import type { Text } from "../../agent/base/text.ts";
import { readBalancers } from "../run/balancer-config.ts";
import { sweepEverywhere } from "../runtime/sweep.ts";
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
import { chooseRuntime } from "./choose-runtime.ts";
import type { Input } from "./command.ts";
import type { Context } from "./context.ts";
import { exitCodes } from "./exit-code.ts";
import { printStatus } from "./print-status.ts";
import type { runOptions } from "./run-option.ts";
import { hintFor } from "./standing-hint.ts";
import { supply } from "./supply.ts";

type UpInput = Input<Pick<typeof runOptions, "stack" | "runtime" | "network">>["options"] & {
  readonly name: string | undefined;
  readonly folder: string | undefined;
};

/** Starts a lab that stays, waits until it does its work, and prints how it stands. */
export async function startStanding(file: string, options: UpInput, context: Context): Promise<number> {
  const topologyFile = await topologyOf(file);
  const topology = await readTopology(topologyFile);
  const name = options.name ?? topology.name;
  checkName(name);
  const runtime = await chooseRuntime({ runtime: options.runtime, network: options.network });
  const order = {
    name,
    topologyFile,
    workFolder: resolve(options.folder ?? "bascule-lab", name),
    stack: options.stack ?? "agent",
    runtime: runtime.name,
    network: options.network,
    exercise: undefined,
  } as const;
  if ((await livePlaces()).some((place) => place.name === name)) throw taken(name);
  const stack = stacks[order.stack];
  await supply([...(await runtime.missing()), ...(await stack.missing())], context);
  for (const { text } of [...(await sweepStanding()), ...(await sweepEverywhere())]) context.progress(text);
  const progress = (text: Text) => context.progress(text);
  await runtime.prepare?.({ networks: topology.networks, signal: context.signal, progress });
  await openWorkFolder(order.workFolder, topology);
  try {
    const { mistakes } = await readBalancers(withWorkFolder(topology, order.workFolder), stack);
    for (const mistake of mistakes) context.progress(formatProblem(mistake, context.language));
    context.progress({
      fr: `Labo « ${name} » : ${topology.nodes.length} nœuds, programmes ${order.stack}`,
      en: `Lab "${name}": ${topology.nodes.length} nodes, programs ${order.stack}`,
    });
    await standUp(order, context);
  } catch (error) {
    await closeWorkFolder(order.workFolder);
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
