import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { text } from "node:stream/consumers";
import { toolEnvironment } from "../../wire/tool.ts";

/**
 * Which of this machine's users a lab has: `all` of them, or, in a user namespace, a `range` of subordinate ones
 * (subuid(5)), or just `one`, who is root there and everybody else too.
 */
export type LabUsers = "all" | "range" | "one";

/** With whose rights labs are made. */
export interface LabRights {
  readonly users: LabUsers;
  /** unshare(1): the user namespace that a lab gets; nothing for root, a container's included. */
  readonly flags: readonly string[];
}

const rangeFlags = ["--user", "--map-root-user", "--map-auto"];
const oneFlags = ["--user", "--map-root-user"];

/** What root's way needs, by its number in capabilities(7). A container's root often lacks some. */
const needed = {
  CAP_SETGID: 6,
  CAP_SETUID: 7,
  CAP_NET_ADMIN: 12,
  CAP_NET_RAW: 13,
  CAP_SYS_CHROOT: 18,
  CAP_SYS_ADMIN: 21,
} as const;

let known: Promise<LabRights> | undefined;

/** The best that this process may have; found out once. */
export function labRights(): Promise<LabRights> {
  known ??= findOut();
  return known;
}

/** The capabilities of root's way that this process lacks; proc(5): `CapEff` of its status. */
export async function lackingCapabilities(): Promise<readonly string[]> {
  const status = await readFile("/proc/self/status", "utf8").catch(() => "");
  const [, effective = "0"] = /^CapEff:\s*([0-9a-f]+)$/m.exec(status) ?? [];
  const held = BigInt(`0x${effective}`);
  return Object.entries(needed).flatMap(([name, bit]) => (held & (1n << BigInt(bit)) ? [] : [name]));
}

async function findOut(): Promise<LabRights> {
  if (process.geteuid?.() === 0 && (await lackingCapabilities()).length === 0) {
    const map = await readFile("/proc/self/uid_map", "utf8").catch(() => "0 0 4294967295");
    return { users: usersOf(map), flags: [] };
  }
  const isRange = (await hasRange()) && (await mapsRange());
  return isRange ? { users: "range", flags: rangeFlags } : { users: "one", flags: oneFlags };
}

/** user_namespaces(7): lines of first id here, first id outside, how many. */
export function usersOf(uidMap: string): LabUsers {
  const extents = uidMap
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  if (extents.some(([, , count = 0]) => count >= 2 ** 32 - 1)) return "all";
  // Everybody up to `nobody`: the daemons' accounts are among them.
  const total = extents.reduce((sum, [, , count = 0]) => sum + count, 0);
  return total >= 65_535 ? "range" : "one";
}

/** Whether both tables give this user subordinate ids. */
async function hasRange(): Promise<boolean> {
  const tables = await Promise.all(
    ["/etc/subuid", "/etc/subgid"].map((file) => readFile(file, "utf8").catch(() => "")),
  );
  return tables.every((table) => givesTo(table, ownNames()));
}

/** subuid(5): each line `name or uid : first : count`. */
export function givesTo(table: string, names: readonly string[]): boolean {
  return table.split("\n").some((line) => {
    const [name = "", , count] = line.split(":");
    return names.includes(name) && Number(count) > 0;
  });
}

function ownNames(): readonly string[] {
  const uid = String(process.geteuid?.() ?? 0);
  try {
    return [userInfo().username, uid];
  } catch {
    return [uid]; // a container may run a user whom no table names
  }
}

/** newuidmap may be missing or not allowed to, older versions of unshare do not know the option, a range be short. */
async function mapsRange(): Promise<boolean> {
  const child = spawn("unshare", [...rangeFlags, "cat", "/proc/self/uid_map"], { env: toolEnvironment() });
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", resolve).once("error", () => resolve(null));
  });
  const [code, map] = await Promise.all([ended, text(child.stdout)]);
  return code === 0 && usersOf(map) === "range";
}
