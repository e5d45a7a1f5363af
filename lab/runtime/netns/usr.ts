import { spawn } from "node:child_process";
import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { toolEnvironment } from "../../wire/tool.ts";
import { bind, type MountEntry } from "./fstab.ts";
import type { LabRoot } from "./lab-root.ts";
import { exists } from "./mount-point.ts";
import { mountsBelow, type PresentMount } from "./mount-table.ts";
import { enterLab } from "./namespace.ts";

/** Programs that a configuration may name as its check script. */
const scriptPrograms = [
  ...["bash", "curl", "dash", "env", "false", "killall", "nc", "pgrep", "pidof", "ping", "pkill", "ps", "sh"],
  ...["ss", "systemctl", "test", "true", "wget"],
];

/**
 * What every node of the lab sees as /usr: this machine's, read-only. In a user namespace nobody there owns its files,
 * and keepalived runs no script of which root does not own file and folders (enable_script_security): so /usr,
 * /usr/bin and copies of the usual programs, which are the lab's, lie over it.
 */
export async function makeUsr(lab: LabRoot, mounts: readonly PresentMount[]): Promise<readonly MountEntry[]> {
  const whole = [bind("/usr", "/usr", "rbind,ro")];
  if (lab.users === "all") return whole;
  await copyPrograms(join(lab.outside, "usr-top/bin"));
  if (!(await mountOver(lab))) return whole;
  const below = mountsBelow(mounts, "/usr").map((target) => bind(target, target, "rbind"));
  return [bind(join(lab.folder, "usr"), "/usr"), ...below];
}

async function copyPrograms(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const copies = scriptPrograms.map(async (name) => {
    const file = join("/usr/bin", name);
    if (await exists(file)) await cp(file, join(folder, name), { dereference: true });
  });
  await Promise.all(copies);
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
