import { readdir, readFile, rmdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Leftover } from "../runtime.ts";
import { isAlive, signalTo } from "./identity.ts";
import { isOurs, type LabState, parseState, removeStateFolder, stateFolders } from "./state.ts";

/** A folder without a complete state file may be a lab that is being created: it is left alone for so long. */
const creationMs = 10_000;
/** A lab whose harness has just died ends by itself; only later is it a leftover. */
const patienceMs = 2000;

/**
 * Ends and removes what labs of dead harnesses left, and tells what it was. Only processes whose number *and* start
 * time a lab wrote down are touched, and only folders of the lab's own form.
 */
export async function sweepLeftovers(): Promise<readonly Leftover[]> {
  const found = await Promise.all(stateFolders().map(sweepFolder));
  return found.flat();
}

async function sweepFolder(base: string): Promise<readonly Leftover[]> {
  if (!(await isOurs(base))) return [];
  const names = await readdir(base).catch(() => []);
  const ids = names.filter((name) => /^[a-z0-9]{6}$/.test(name));
  const leftovers = await Promise.all(ids.map((id) => sweepLab(base, id)));
  await rmdir(base).catch(() => {}); // the last one; otherwise it is not empty
  return leftovers.flat();
}

async function sweepLab(base: string, id: string): Promise<readonly Leftover[]> {
  const folder = join(base, id);
  const state = parseState(await readFile(join(folder, "state"), "utf8").catch(() => ""));
  if (state === undefined) return (await isOld(folder)) ? [await removed(folder, id)] : [];
  if (await isAlive(state.harness)) return [];
  const endedAlone = await endsSoon(state);
  if (endedAlone && !(await exists(folder))) return [];
  if (!endedAlone) await signalTo(state.root, "SIGKILL");
  return [endedAlone ? await removed(folder, id) : await ended(folder, id, state)];
}

async function endsSoon({ root }: LabState): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += 20) {
    if (!(await isAlive(root))) return true;
    await sleep(20);
  }
  return !(await isAlive(root));
}

async function ended(folder: string, id: string, { root }: LabState): Promise<Leftover> {
  while (await isAlive(root)) await sleep(5);
  await removed(folder, id);
  const fr = `Le labo ${id} tournait encore sans son programme : processus ${root.pid} et tout ce qu'il contenait arrêtés.`;
  return {
    id,
    text: {
      fr,
      en: `The lab ${id} was still running without its program: ended process ${root.pid} and all in it.`,
    },
  };
}

async function removed(folder: string, id: string): Promise<Leftover> {
  await removeStateFolder(folder);
  const text = {
    fr: `Le labo ${id} avait laissé le dossier ${folder} : supprimé.`,
    en: `The lab ${id} had left the folder ${folder}: removed.`,
  };
  return { id, text };
}

async function isOld(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > creationMs;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
