import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { labRights } from "../../lab/runtime/netns/lab-user.ts";
import { spawnInside } from "../../lab/runtime/netns/spawn-inside.ts";
import type { NodeProcess } from "../../lab/runtime/runtime.ts";
import { toolEnvironment } from "../../lab/wire/tool.ts";
import type { Inventory } from "./clean-inventory.ts";

/**
 * A machine of its own for a test: own processes, interfaces, mounts, an empty /run and
 * an empty folder for temporary files (/mnt), so that an inventory holds
 * nothing that others do meanwhile. A foreign process, namespace and interface live in it.
 */
export interface World extends AsyncDisposable {
  /** Runs one of the programs beside this file. */
  start(program: string, ...argv: readonly string[]): Promise<NodeProcess>;
  shell(script: string): Promise<string>;
  inventory(): Promise<Inventory>;
}

/** The foreign process sleeps for so long: the inventory shows it by this. */
const foreign = `
mount -t tmpfs -o mode=755 world /run
mount -t tmpfs -o mode=1777 world /mnt
mount -t sysfs world /sys
ip link add foreign0 type veth peer name foreign1
unshare --net --uts sleep 4711 &
until grep -aq '^sleep' /proc/$!/cmdline; do sleep 0.01; done
echo ready
exec 3<&0
cat <&3 >/dev/null &
wait $!
`;

const flags = ["--mount", "--net", "--pid", "--uts", "--ipc", "--fork", "--kill-child", "--mount-proc"];

export async function openWorld(): Promise<World> {
  const argv = [...(await labRights()).flags, ...flags];
  const child = spawn("unshare", [...argv, "sh", "-c", `echo $$ >&2; ${foreign}`], { detached: true });
  await once(createInterface(child.stdout), "line");
  const pid = await childOf(child.pid ?? 0);
  const environment = { ...process.env, ...toolEnvironment(), TMPDIR: "/mnt" };
  const start = (program: string, ...argv: readonly string[]) => {
    const file = fileURLToPath(new URL(program, import.meta.url));
    return spawnInside(pid, [process.execPath, file, ...argv], environment);
  };
  const shell = async (script: string) => {
    const started = await spawnInside(pid, ["sh", "-c", script], environment);
    const [stdout] = await Promise.all([text(started.stdout), started.exited]);
    return stdout;
  };
  return {
    start,
    shell,
    inventory: async () => {
      const counting = await start("clean-inventory.ts");
      const [stdout, stderr] = await Promise.all([text(counting.stdout), text(counting.stderr)]);
      if (stdout === "") throw new Error(stderr);
      return JSON.parse(stdout);
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}

/** The world's first process, as this machine sees it. */
async function childOf(parent: number): Promise<number> {
  const ps = spawn("ps", ["-o", "pid=", "--ppid", String(parent)]);
  const pid = Number((await text(ps.stdout)).trim());
  if (!(pid > 1)) throw new Error("the world has no first process");
  return pid;
}
