import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const inside = "BASCULE_BENCH_INSIDE";

/** Runs `main` in a network namespace of its own, loopback up, with a folder that is removed afterwards. */
export async function insideNamespace(main: (folder: string) => Promise<void>): Promise<void> {
  if (process.env[inside] !== "1") {
    const words = ["--net", process.execPath, ...process.argv.slice(1)];
    const { status } = spawnSync("unshare", words, {
      stdio: "inherit",
      env: { ...process.env, [inside]: "1" },
    });
    process.exitCode = status ?? 1;
    return;
  }
  execFileSync("ip", ["link", "set", "lo", "up"]);
  const folder = mkdtempSync(join(tmpdir(), "bascule-balancer-"));
  try {
    await main(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
