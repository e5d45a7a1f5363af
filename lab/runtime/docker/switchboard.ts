import { spawn } from "node:child_process";
import { once } from "node:events";
import { IpBatch } from "../../wire/ip-batch.ts";
import { toolEnvironment } from "../../wire/tool.ts";

/** Says that it is there, and stays as long as its standard input is open. */
const script = "echo ready; exec cat >/dev/null";

/**
 * A network namespace that holds a lab's switches and the far ends of its cables. The kernel removes it, and with it
 * every cable, when its one process ends; and that ends with this process, however this process ends.
 */
export interface Switchboard extends AsyncDisposable {
  readonly ip: IpBatch;
}

export async function openSwitchboard(labId: string): Promise<Switchboard> {
  const argv = ["--net", "sh", "-c", script, `bascule-switch-${labId}`];
  const child = spawn("unshare", argv, {
    detached: true,
    stdio: ["pipe", "pipe", "inherit"],
    env: toolEnvironment(),
  });
  child.stdin.on("error", () => {}); // it ended first
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const failed = ended.then(() => Promise.reject(new Error("unshare: no network namespace can be made")));
  failed.catch(() => {});
  await Promise.race([
    once(child.stdout, "data"),
    once(child, "error").then(([e]) => Promise.reject(e)),
    failed,
  ]);
  const ip = new IpBatch(child.pid ?? 0);
  return {
    ip,
    async [Symbol.asyncDispose]() {
      await ip[Symbol.asyncDispose]();
      child.stdin.end();
      await ended;
    },
  };
}
