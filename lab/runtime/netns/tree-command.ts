import { existsSync } from "node:fs";
import { chmod, cp, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { NodePlan } from "../runtime.ts";
import { bind, type MountEntry } from "./fstab.ts";

/** The checkout: bound into every node at its own path, so that its TypeScript runs there. */
export const checkout = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

/** The node's commands, and the run time for them. */
export const commandFolder = "/opt/bascule/bin";
/** The run time, as a node finds it. */
export const nodeCommand = join(commandFolder, "node");
/** What Node has compiled: all nodes of all labs share it with the harness. */
const compiledFolder = "/opt/bascule/compiled";
/** The node's PID 1. */
export const reaper = "/opt/bascule/init";
const reaperScript = new URL("./node-reaper.sh", import.meta.url);
export const nodePath = [
  commandFolder,
  join(checkout, "node_modules/.bin"),
  "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
].join(":");

/** Our programs are TypeScript and get a line that starts them; others are linked to. */
export async function makeCommands(root: string, { commands }: NodePlan): Promise<MountEntry[]> {
  const made = Object.entries(commands).map(([name, file]) => {
    const at = join(root, commandFolder, name);
    if (!/\.[jt]s$/.test(file)) return symlink(file, at);
    return writeFile(at, `#!/bin/sh\nexec ${nodeCommand} ${quoted(file)} "$@"\n`, { mode: 0o755 });
  });
  const init = cp(reaperScript, join(root, reaper)).then(() => chmod(join(root, reaper), 0o755));
  await Promise.all([...made, init, writeFile(join(root, nodeCommand), "")]);
  return [bind(process.execPath, nodeCommand), ...shareCompiled()];
}

function shareCompiled(): MountEntry[] {
  const folder = process.env.NODE_COMPILE_CACHE ?? "";
  return existsSync(folder) ? [bind(folder, compiledFolder, "bind,X-mount.mkdir")] : [];
}

/** What a node's programs have in their environment for that. */
export const compiledEnvironment = { NODE_COMPILE_CACHE: compiledFolder } as const;

/** As one word for a shell. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
