import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SceneName, scenes } from "./scene.ts";

/** Where a scene leaves its result, in its folder. */
const resultFile = "result.json";

export const ours = fileURLToPath(new URL("../../../agent/haproxy.ts", import.meta.url));
export const original = "/usr/sbin/haproxy";
const stage = fileURLToPath(new URL("./stage.ts", import.meta.url));

/** The shell stays the first process: it buries the daemons whose parents have left. */
const orphansReaped = 'ip link set lo up && "$@"; exit $?';

type Result<Name extends SceneName> = Awaited<ReturnType<(typeof scenes)[Name]>>;

/** Plays a scene in network, process and mount namespaces of its own; all its processes end with it. */
export async function play<Name extends SceneName>(name: Name, program: string): Promise<Result<Name>> {
  const directory = mkdtempSync(join(tmpdir(), "bascule-haproxy-"));
  const argv = ["--net", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c", orphansReaped, "-"];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  execFile(
    "unshare",
    [...argv, process.execPath, stage, name, program],
    { cwd: directory, timeout: 60_000, maxBuffer: 50_000_000 },
    (error, stdout, stderr) => {
      if (error) reject(new Error(`${name} with ${program}: ${stdout}${stderr}`, { cause: error }));
      else resolve();
    },
  );
  try {
    await promise;
    return JSON.parse(readFileSync(join(directory, resultFile), "utf8"));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
