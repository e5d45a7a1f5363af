import { spawn } from "node:child_process";
import { cp, mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { toolEnvironment } from "../../wire/tool.ts";
import { bind, type MountEntry } from "./fstab.ts";
import type { LabRoot } from "./lab-root.ts";
import { exists } from "./mount-point.ts";
import { mountsBelow, type PresentMount } from "./mount-table.ts";
import { enterLab } from "./namespace.ts";
import { commandFolder, nodeCommand, quoted } from "./tree-command.ts";

const singleUser = fileURLToPath(new URL("../../node/single-user.ts", import.meta.url));

/** Programs that a configuration may name as its check script. */
const scriptPrograms = [
  ...["bash", "curl", "dash", "env", "false", "killall", "nc", "pgrep", "pidof", "ping", "pkill", "ps", "sh"],
  ...["ss", "test", "true", "wget"],
];

/**
 * What every node of the lab sees as /usr: this machine's, read-only, with the nodes' commands over those programs that
 * files name by path. In a user namespace nobody there owns its files, and keepalived runs no script of which root does
 * not own file and folders (enable_script_security): so /usr, /usr/bin and copies of the usual programs, which are the
 * lab's, lie over it.
 */
export async function makeUsr(
  lab: LabRoot,
  mounts: readonly PresentMount[],
  byPath: readonly string[],
): Promise<readonly MountEntry[]> {
  const top = join(lab.outside, "usr-top");
  const present = await Promise.all(byPath.map(exists));
  await Promise.all(byPath.map((path) => pointToCommand(join(top, relative("/usr", path)))));
  const over = byPath.filter((_, index) => present[index]);
  const below = over.map((path) => bind(join(lab.folder, "usr-top", relative("/usr", path)), path));
  const whole = [bind("/usr", "/usr", "rbind,ro"), ...below];
  if (lab.users === "all" && !present.includes(false)) return whole;
  if (lab.users !== "all") await copyPrograms(join(top, "bin"));
  if (lab.users === "one") await wrapKeepalived(top);
  if (!(await mountOver(lab))) return whole;
  const mounted = mountsBelow(mounts, "/usr").map((target) => bind(target, target, "rbind"));
  return [bind(join(lab.folder, "usr"), "/usr"), ...mounted];
}

async function pointToCommand(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\nexec ${commandFolder}/${basename(file)} "$@"\n`, { mode: 0o755 });
}

async function copyPrograms(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const copies = scriptPrograms.map(async (name) => {
    const file = join("/usr/bin", name);
    if (await exists(file)) await cp(file, join(folder, name), { dereference: true });
  });
  await Promise.all(copies);
}

/** With one user keepalived's scripts need help; whoever starts it by its path or by its unit gets it too. */
async function wrapKeepalived(top: string): Promise<void> {
  const file = "/usr/sbin/keepalived";
  if (!(await exists(file))) return;
  const moved = "libexec/bascule/keepalived";
  await Promise.all(["sbin", dirname(moved)].map((name) => mkdir(join(top, name), { recursive: true })));
  const start = [nodeCommand, quoted(singleUser), `/usr/${moved}`].join(" ");
  const script = `#!/bin/sh\nexec ${start} "$@"\n`;
  await Promise.all([
    cp(file, join(top, moved), { dereference: true }),
    writeFile(join(top, "sbin/keepalived"), script, { mode: 0o755 }),
  ]);
}

/** False where the kernel has no overlay file system for ordinary users (before Linux 5.11). */
async function mountOver({ pid, folder, outside }: LabRoot): Promise<boolean> {
  await mkdir(join(outside, "usr"));
  // Without an upper folder it needs neither room nor extended attributes.
  const overlay = ["-t", "overlay", "-o", `ro,lowerdir=${folder}/usr-top:/usr`, "bascule", `${folder}/usr`];
  const child = spawn("nsenter", [...enterLab(pid), "mount", ...overlay], {
    stdio: "ignore",
    env: toolEnvironment(),
  });
  return new Promise((resolve) => {
    child.once("close", (code) => resolve(code === 0)).once("error", () => resolve(false));
  });
}
