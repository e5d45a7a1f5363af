import { readFile, readlink } from "node:fs/promises";
import { identify, isAlive } from "../netns/identity.ts";

/**
 * Who made something that outlives its maker: `PID-STARTTICKS-PIDNAMESPACE-BOOT`, fit for a label or a file name.
 */
export async function ownerText(): Promise<string> {
  const self = await identify(process.pid);
  return [process.pid, self?.startTicks ?? 0, await pidNamespace(), await bootName()].join("-");
}

/**
 * Whether the owner may still be at work. One whose processes cannot be seen from here (another container) counts as
 * alive: nothing of it is touched.
 */
export async function isOwnerAlive(text: string): Promise<boolean> {
  const [pid, startTicks, namespace, boot] = text.split("-");
  if (boot !== (await bootName())) return false;
  if (namespace !== (await pidNamespace())) return true;
  return isAlive({ pid: Number(pid), startTicks: Number(startTicks) });
}

async function pidNamespace(): Promise<string> {
  const link = await readlink("/proc/self/ns/pid").catch(() => "");
  return /\d+/.exec(link)?.[0] ?? "0";
}

/** The kernel makes a new one at each start of the machine. */
async function bootName(): Promise<string> {
  const id = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "0");
  return id.trim().replaceAll("-", "").slice(0, 12);
}
