import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, signalTo } from "../runtime/netns/identity.ts";
import type { Leftover } from "../runtime/runtime.ts";
import type { LivePlace } from "./choose.ts";
import { removePlace } from "./claim.ts";
import { askKeeper } from "./protocol.ts";
import { findPlaces, socketFile } from "./record.ts";

/** A lab ends within a second; its keeper, when it does not hear, is killed and takes the lab with it. */
const patienceMs = 8000;

/** Ends a standing lab; nothing of it is left when this resolves. */
export async function endLab({ folder, record }: LivePlace): Promise<void> {
  const deadlineMs = performance.now() + patienceMs;
  await askKeeper(socketFile(folder), { ask: "down" }, patienceMs);
  while (await isAlive(record.keeper)) {
    if (performance.now() > deadlineMs) await signalTo(record.keeper, "SIGKILL");
    await sleep(20);
  }
  await removePlace(folder);
}

/** Removes the folders of standing labs whose keeper is dead, and tells which; their nodes died with the keeper. */
export async function sweepStanding(): Promise<readonly Leftover[]> {
  const leftovers: Leftover[] = [];
  for (const { name, folder, record, keeper } of await findPlaces()) {
    if (keeper !== undefined && (await isAlive(keeper))) continue;
    await removePlace(folder);
    leftovers.push({ id: name, text: removed(record?.name ?? name) });
  }
  return leftovers;
}

function removed(name: string) {
  return {
    fr: `Le labo « ${name} » s'était arrêté avec le processus qui le gardait : son dossier est supprimé.`,
    en: `The lab "${name}" had ended with the process that kept it: its folder is removed.`,
  };
}
