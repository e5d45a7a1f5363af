import { resolve } from "node:path";
import { readScenario } from "../scenario/read.ts";
import { livePlaces } from "../standing/choose.ts";
import { sweepStanding } from "../standing/end.ts";
import type { Order } from "../standing/order.ts";
import { startKeeper } from "../standing/start.ts";
import { taken } from "../standing/text.ts";
import { openWorkFolder } from "../standing/work-folder.ts";
import { readTopology } from "../topology/read.ts";
import type { Context } from "./context.ts";

/** A lab that shall stand after its scenario. */
export type Kept = Pick<Order, "name" | "topologyFile" | "workFolder">;

/** Takes the topology's name and the usual folder, and makes the files to edit. @throws LabError ERR_STANDING_TAKEN */
export async function prepareKept(scenarioFile: string, context: Context): Promise<Kept> {
  const { topologyFile } = await readScenario(scenarioFile);
  const topology = await readTopology(topologyFile);
  const { name } = topology;
  for (const { text } of await sweepStanding()) context.progress(text);
  if ((await livePlaces()).some((place) => place.name === name)) throw taken(name);
  const workFolder = resolve("bascule-lab", name);
  await openWorkFolder(workFolder, topology);
  return { name, topologyFile, workFolder };
}

/** Plays the scenario in a keeper; its lab stands when this resolves. */
export function keepScenario(order: Order, signal: AbortSignal, context: Context): Promise<void> {
  return startKeeper(order, {
    signal,
    heard: (news) => {
      if (news.news === "progress") context.progress(news.text);
      else if (news.news === "phase") context.detail(`phase ${news.phase}`);
    },
  });
}
