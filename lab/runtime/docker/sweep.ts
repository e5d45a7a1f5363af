import { setTimeout as sleep } from "node:timers/promises";
import { sweepWorkFolders } from "../../image/work-folder.ts";
import type { Leftover } from "../runtime.ts";
import { type Engine, isSilence, statusOf } from "./engine.ts";
import { abandonedFolders, removeLabFolder } from "./files.ts";
import { labels } from "./label.ts";
import { isOwnerAlive } from "./owner.ts";
import { removeLab } from "./remove.ts";
import { usableEngine } from "./usable-engine.ts";

/** The watcher of a harness that has just died is at work; only later is something a leftover. */
const patienceMs = 3000;

/** Ends and removes what labs of dead harnesses left: containers, networks, folders; and folders of image builds. */
export async function sweepLeftovers(): Promise<readonly Leftover[]> {
  const { engine } = await usableEngine();
  const left = engine === undefined ? [] : await sweepEngine(engine).catch(unlessRefused);
  const folders = await sweepFolders();
  const built = (await sweepWorkFolders()).map((path) => ({ id: "image", text: folderText(path) }));
  return [...left, ...folders, ...built];
}

/** An engine that ends meanwhile, or refuses, is swept another time: no reason to do without a lab elsewhere. */
function unlessRefused(cause: unknown): readonly Leftover[] {
  if (isSilence(cause) || statusOf(cause) !== undefined) return [];
  throw cause;
}

async function sweepEngine(engine: Engine): Promise<readonly Leftover[]> {
  for (let waitedMs = 0; (await abandonedLabs(engine)).length > 0 && waitedMs < patienceMs; waitedMs += 100)
    await sleep(100);
  const left: Leftover[] = [];
  for (const id of await abandonedLabs(engine)) {
    const count = await removeLab(engine, id);
    left.push({
      id,
      text: {
        fr: `Le labo ${id} avait laissé des conteneurs ou des réseaux : ${count} supprimés.`,
        en: `The lab ${id} had left containers or networks: ${count} removed.`,
      },
    });
  }
  return left;
}

/** The ids on containers and networks whose owners are dead. */
async function abandonedLabs(engine: Engine): Promise<readonly string[]> {
  const filters = { label: [labels.lab] };
  const containers = await engine.listContainers({ all: true, filters });
  const networks = await engine.listNetworks({ filters });
  const ids = new Set<string>();
  for (const { Labels } of [...containers, ...networks]) {
    const [id, owner] = [Labels?.[labels.lab], Labels?.[labels.owner]];
    if (id !== undefined && owner !== undefined && !(await isOwnerAlive(owner))) ids.add(id);
  }
  return [...ids];
}

async function sweepFolders(): Promise<readonly Leftover[]> {
  const ids = await abandonedFolders();
  for (const id of ids) await removeLabFolder(id);
  return ids.map((id) => ({ id, text: folderText(id) }));
}

function folderText(what: string) {
  return {
    fr: `Le dossier de travail ${what} était resté : supprimé.`,
    en: `The working folder ${what} had been left: removed.`,
  };
}
