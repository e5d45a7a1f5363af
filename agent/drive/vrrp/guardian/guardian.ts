import { type ChildProcess, spawn } from "node:child_process";
import type { Clock } from "../../clock.ts";
import type { VrrpLog } from "../log.ts";
import { guardianName, guardianProgram, noIpProgram } from "./program.ts";
import { encodeUndos, type Undo, type UndoList } from "./undo.ts";

export interface GuardianOptions {
  readonly log: VrrpLog;
  readonly clock: Clock;
  /** A lock that the guardian holds for as long as it lives (`lock.ts`). */
  readonly lock?: number | undefined;
}

/** One that ends at once is not started again at once. */
const pauseMs = 1000;
/** ip(8) is there, also where a service has a short PATH. */
const path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/**
 * Keeps a small process beside the daemon that undoes what the daemon has set when it is killed or crashes: the
 * daemon's end of a pipe closes. It has its own name and session, so that what kills the daemon does not kill it too.
 */
export class Guardian implements UndoList, Disposable {
  readonly #options: GuardianOptions;
  readonly #lists = new Map<string, readonly Undo[]>();
  #process: ChildProcess | undefined;
  #startedAtMs = Number.NEGATIVE_INFINITY;
  #waits: Disposable | undefined;

  constructor(options: GuardianOptions) {
    this.#options = options;
    this.#start();
  }

  set(key: string, undos: readonly Undo[]): void {
    if (undos.length === 0) this.#lists.delete(key);
    else this.#lists.set(key, undos);
    this.#tell();
  }

  /** It ends by itself, and undoes what has not been taken away in order. */
  [Symbol.dispose](): void {
    this.#waits?.[Symbol.dispose]();
    const process = this.#process;
    this.#process = undefined;
    process?.stdin?.end();
  }

  #start(): void {
    const { clock, lock } = this.#options;
    this.#startedAtMs = clock.nowMs();
    // The program in the environment: the command line stays short, and names nobody.
    const child = spawn("/bin/sh", ["-c", 'eval "$GUARDIAN"'], {
      argv0: guardianName,
      cwd: "/",
      env: { PATH: path, GUARDIAN: guardianProgram },
      stdio: ["pipe", "ignore", "ignore", lock ?? "ignore"],
      detached: true,
    });
    // Whether it can still be told anything is known when it ends.
    child.stdin?.on("error", () => {});
    child.once("error", (error) => this.#lost(child, error.message));
    child.once("exit", (code, signal) => this.#ended(child, code, signal));
    child.unref();
    this.#process = child;
    this.#tell();
  }

  #ended(child: ChildProcess, code: number | null, signal: string | null): void {
    if (child !== this.#process) return;
    if (code === noIpProgram) this.#lost(child, "there is no program ip");
    else this.#replace(child, signal ?? `exit code ${code}`);
  }

  #replace(child: ChildProcess, reason: string): void {
    // What is left of it, if anything, is not to act.
    child.stdin?.end(encodeUndos([]));
    this.#options.log.warning(`The guardian ended (${reason}): another one is started`);
    const { clock } = this.#options;
    const sinceStartMs = clock.nowMs() - this.#startedAtMs;
    this.#process = undefined;
    this.#waits = clock.wakeAt(clock.nowMs() + (sinceStartMs < pauseMs ? pauseMs : 0), () => this.#start());
  }

  #lost(child: ChildProcess, reason: string): void {
    if (child !== this.#process) return;
    this.#process = undefined;
    this.#options.log.warning(
      `No guardian (${reason}): addresses stay where they are if this daemon is killed`,
    );
  }

  /** libuv writes at once what the pipe takes: it is told before the next system call of ours. */
  #tell(): void {
    this.#process?.stdin?.write(encodeUndos([...this.#lists.values()].flat()));
  }
}
