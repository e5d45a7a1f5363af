import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ProcessIdentity } from "../runtime/netns/identity.ts";
import { isOurs, stateFolders } from "../runtime/netns/state.ts";
import type { RuntimeName } from "../runtime/runtime.ts";
import type { StackName } from "../stack/index.ts";

/** What a standing lab's `lab.json` tells: who keeps it, and what it is. */
export interface StandingRecord {
  readonly name: string;
  /** The lab lives exactly as long as this process. */
  readonly keeper: ProcessIdentity;
  readonly topologyFile: string;
  /** The daemons' files that its user edits. */
  readonly workFolder: string;
  readonly nodes: readonly string[];
  readonly stack: StackName;
  readonly runtime: RuntimeName;
  /** ISO 8601. */
  readonly startedAt: string;
}

/** A standing lab's folder; its `record` is undefined while it is being written. */
export interface StandingPlace {
  readonly name: string;
  readonly folder: string;
  /** Undefined where nobody can tell: then it is nobody's any more. */
  readonly keeper: ProcessIdentity | undefined;
  readonly record: StandingRecord | undefined;
}

const prefix = "standing-";

/** Short enough for a socket's path (unix(7): 108 bytes), and safe in file names. */
export const namePattern = /^[a-z0-9][a-z0-9_-]{0,31}$/;

export function placeOf(base: string, name: string): string {
  return join(base, `${prefix}${name}`);
}

/** Where it is prepared. */
export function unfinishedPlace(base: string, { name, keeper }: StandingRecord): string {
  return `${placeOf(base, name)}.${keeper.pid}.${keeper.startTicks}`;
}

export const recordFile = (folder: string) => join(folder, "lab.json");
export const socketFile = (folder: string) => join(folder, "socket");
/** What a node's main process prints. */
export const logFile = (folder: string, node: string) => join(folder, "log", `${node}.log`);

/** Every standing lab of this user, those whose keeper is dead included. */
export async function findPlaces(): Promise<readonly StandingPlace[]> {
  const found = await Promise.all(stateFolders().map(placesIn));
  return found.flat();
}

async function placesIn(base: string): Promise<readonly StandingPlace[]> {
  if (!(await isOurs(base))) return [];
  const files = await readdir(base).catch(() => []);
  const names = files.flatMap((file) => (file.startsWith(prefix) ? [file.slice(prefix.length)] : []));
  return Promise.all(names.map((name) => readPlace(base, name)));
}

export async function readPlace(base: string, name: string): Promise<StandingPlace> {
  const folder = placeOf(base, name);
  const text = await readFile(recordFile(folder), "utf8").catch(() => "");
  const record = text.endsWith("}\n") ? (JSON.parse(text) as StandingRecord) : undefined;
  return { name, folder, record, keeper: record?.keeper ?? keeperIn(name) };
}

/** The identity at the end of an unfinished place's name. */
function keeperIn(name: string): ProcessIdentity | undefined {
  const [, pid, startTicks] = name.split(".").map(Number);
  return pid === undefined || startTicks === undefined ? undefined : { pid, startTicks };
}
