import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { userFlags } from "./enter.ts";
import type { IpBatch } from "./ip-batch.ts";
import { type Cable, nodeLines, plugLines } from "./switch-command.ts";
import { lines, toolEnvironment } from "./tool.ts";

/**
 * Plugs a network namespace into the lab's switch and gives it its addresses.
 * @param lab an `ip` inside the switch's namespace
 * @param pid a process in the namespace, as this machine sees it: a node of ours or a container without a network
 */
export async function connect(lab: IpBatch, pid: number, cables: readonly Cable[]): Promise<void> {
  await lab.run(cables.flatMap((cable) => plugLines(cable, pid)));
  const child = spawn("nsenter", [...userFlags(pid), "--net", "--target", String(pid), "ip", "-batch", "-"], {
    detached: true,
    env: toolEnvironment(),
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  child.stdin.on("error", () => {}); // told by the exit code
  child.stdin.end(lines(nodeLines(cables)));
  const [code, complaints] = await Promise.all([ended, text(child.stderr)]);
  if (code !== 0) throw new Error(`ip: ${complaints.trim() || `ended with ${code}`}`);
}
