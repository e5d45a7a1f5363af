import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SceneName, scenes } from "./scene.ts";

export const ours = fileURLToPath(new URL("../../../agent/haproxy.ts", import.meta.url));
export const original = "/usr/sbin/haproxy";
const stage = fileURLToPath(new URL("./stage.ts", import.meta.url));

/** The shell stays the first process: it buries the daemons whose parents have left. */
const orphansReaped = 'ip link set lo up && "$@"; exit $?';

type Result<Name extends SceneName> = Awaited<ReturnType<(typeof scenes)[Name]>>;

/** Plays a scene in network, process and mount namespaces of its own; all its processes end with it. */
export async function play<Name extends SceneName>(name: Name, program: string): Promise<Result<Name>> {
  const directory = mkdtempSync(join(tmpdir(), "bascule-haproxy-"));
  const { promise, resolve, reject } = Promise.withResolvers<Result<Name>>();
  const argv = ["--net", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c", orphansReaped, "-"];
  execFile(
    "unshare",
    [...argv, process.execPath, stage, name, program],
    { cwd: directory, timeout: 60_000, maxBuffer: 50_000_000 },
    (error, stdout, stderr) => {
      rmSync(directory, { recursive: true, force: true });
      if (error) reject(new Error(`${name} with ${program}: ${stderr}`, { cause: error }));
      else resolve(JSON.parse(stdout));
    },
  );
  return promise;
}
