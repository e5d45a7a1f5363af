import { type ChildProcess, spawn } from "node:child_process";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { Group } from "./group.ts";

/** A program of this bench with all its processes; disposing ends them and waits for that. */
export class Daemon implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly group = new Group();

  constructor(words: readonly string[], folder: string) {
    const enter = 'echo $$ > "$0" && exec "$@"';
    this.#child = spawn("sh", ["-c", enter, this.group.door, ...words], {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
    });
    this.#ended = new Promise((resolve) => this.#child.once("exit", resolve).once("error", resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.group[Symbol.asyncDispose]();
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
