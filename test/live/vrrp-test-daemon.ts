import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";

/** Longer than anything that a daemon does here takes: it only says that it hangs. */
const hungMs = 30_000;

/** A daemon whose log lines can be waited for. */
export class VrrpTestDaemon {
  readonly #child: ChildProcess;
  readonly #name: string;
  readonly exited: Promise<number | null>;
  #text = "";
  #seen = 0;
  readonly #watchers = new Set<() => void>();

  constructor(child: ChildProcess, name: string) {
    this.#child = child;
    this.#name = name;
    this.exited = new Promise((resolve) => {
      child.once("exit", (code) => resolve(code));
    });
    child.stderr?.on("data", (data: Buffer) => {
      this.#text += data.toString();
      for (const watcher of this.#watchers) watcher();
    });
  }

  /** All that it has logged. */
  get log(): string {
    return this.#text;
  }

  /** Resolves with the next line (after those already waited for) that contains `words`. */
  line(words: string): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const look = () => {
      const at = this.#text.indexOf(words, this.#seen);
      const end = this.#text.indexOf("\n", at);
      if (at < 0 || end < 0) return;
      this.#seen = end;
      this.#watchers.delete(look);
      clearTimeout(timer);
      resolve(this.#text.slice(this.#text.lastIndexOf("\n", at) + 1, end));
    };
    const timer = setTimeout(() => {
      this.#watchers.delete(look);
      reject(new Error(`${this.#name} never said "${words}":\n${this.#text}`));
    }, hungMs);
    this.#watchers.add(look);
    look();
    return promise;
  }

  /** Sends a signal and waits for the end: SIGTERM to the daemon, which is nsenter's only child, SIGKILL to all. */
  async end(signal: "SIGTERM" | "SIGKILL"): Promise<number | null> {
    if (signal === "SIGKILL") this.killGroup();
    else process.kill(childOf(this.#child.pid ?? 0), signal);
    return this.exited;
  }

  killGroup(): void {
    const { pid } = this.#child;
    if (pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    process.kill(-pid, "SIGKILL");
  }
}

function childOf(id: number): number {
  return Number(readFileSync(`/proc/${id}/task/${id}/children`, "utf8").trim());
}
