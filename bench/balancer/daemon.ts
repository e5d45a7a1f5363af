import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** Who serves, and how it is started with a file. */
export const balancers = {
  haproxy: ["haproxy", "-q", "-db", "-f"],
  ours: [
    process.execPath,
    fileURLToPath(new URL("../../agent/haproxy.ts", import.meta.url)),
    "-q",
    "-db",
    "-f",
  ],
} as const;

export type BalancerName = keyof typeof balancers;

const ticksPerSecond = 100;

/** A process of this bench; disposing ends it and waits for that. */
export class Daemon implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  constructor([program = "", ...words]: readonly string[], folder: string) {
    this.#child = spawn(program, words, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
    this.#ended = new Promise((resolve) => this.#child.once("exit", resolve).once("error", resolve));
  }

  /** Processor time of all its threads, user and kernel. */
  cpuSeconds(): number {
    const stat = readFileSync(`/proc/${this.#child.pid}/stat`, "utf8");
    const [, user = 0, system = 0] = /^.*\) (?:\S+ ){11}(\d+) (\d+)/.exec(stat) ?? [];
    return (Number(user) + Number(system)) / ticksPerSecond;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#ended;
  }
}

/** @throws Error when nobody listens after ten seconds */
export async function listens(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (open) return;
    await pause(50);
  }
  throw new Error(`nobody listens on port ${port}`);
}
