import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import type { Level } from "../../stats/command/command.ts";
import { withoutParent } from "../daemon-background.ts";
import type { Answer, CommandMessage, WorkerMessage } from "./message.ts";
import { workerEnvironment } from "./worker.ts";

export interface WorkerOptions {
  /** The command that it runs: ours, without the node before it. */
  readonly argv: readonly string[];
  /** `fd@N` of the configuration: it gets them at the same numbers. */
  readonly given: readonly number[];
  /** The worker that it takes over from. */
  readonly replaced: number | undefined;
}

/** A worker as its master sees it. */
export class WorkerProcess {
  readonly startedMs = performance.now();
  /** How often the master was told to reload since. */
  reloads = 0;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer | undefined) => void>();
  readonly #ready = Promise.withResolvers<boolean>();
  readonly #ended = Promise.withResolvers<number>();
  #commands = 0;

  constructor({ argv, given, replaced }: WorkerOptions) {
    const channel = Math.max(2, ...given) + 1;
    this.#child = spawn(process.execPath, [...process.execArgv, ...argv], {
      argv0: "haproxy",
      env: { ...withoutParent(process.env), ...workerEnvironment(replaced) },
      stdio: Array.from({ length: channel + 1 }, (_, number) => {
        if (number === channel) return "ipc";
        return number === 1 || number === 2 || given.includes(number) ? number : "ignore";
      }),
    });
    this.#child.on("message", (message: WorkerMessage) => this.#hear(message));
    this.#child.once("exit", (code, signal) => {
      this.#gone(code ?? 128 + constants.signals[signal ?? "SIGKILL"]);
    });
    this.#child.once("error", () => this.#gone(1));
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  /** True once it listens; false: it never will. */
  get ready(): Promise<boolean> {
    return this.#ready.promise;
  }

  /** Its exit code; 128 and more: by a signal. */
  get ended(): Promise<number> {
    return this.#ended.promise;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Has it do a command; undefined: it has ended meanwhile. */
  command(text: string, level: Level, payload?: string): Promise<Answer | undefined> {
    if (!this.#child.connected) return Promise.resolve(undefined);
    const { promise, resolve } = Promise.withResolvers<Answer | undefined>();
    const id = ++this.#commands;
    this.#waiting.set(id, resolve);
    const plain = { kind: "command", id, text, level } as const;
    const message: CommandMessage = payload === undefined ? plain : { ...plain, payload };
    this.#child.send(message);
    return promise;
  }

  #hear(message: WorkerMessage): void {
    if (message.kind === "ready") {
      this.#ready.resolve(true);
      return;
    }
    const { id, text, level } = message;
    this.#waiting.get(id)?.({ text, level });
    this.#waiting.delete(id);
  }

  #gone(code: number): void {
    for (const resolve of this.#waiting.values()) resolve(undefined);
    this.#waiting.clear();
    this.#ready.resolve(false);
    this.#ended.resolve(code);
  }
}
