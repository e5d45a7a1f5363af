import { type ChildProcess, spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { type ExitPipe, openExitPipe } from "../../../net/exit-pipe.ts";
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
  #pipe: ExitPipe | undefined;
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
    this.#process = undefined;
    this.#pipe?.[Symbol.dispose]();
  }

  #start(): void {
    const { clock, lock } = this.#options;
    this.#startedAtMs = clock.nowMs();
    const pipe = openExitPipe();
    // The program in the environment: the command line stays short, and names nobody.
    const child = spawn("/bin/sh", ["-c", 'eval "$GUARDIAN"'], {
      argv0: guardianName,
      cwd: "/",
      env: { PATH: path, GUARDIAN: guardianProgram },
      stdio: [pipe.readEnd, "ignore", "ignore", lock ?? "ignore"],
      detached: true,
    });
    closeSync(pipe.readEnd);
    child.once("error", (error) => this.#lost(child, error.message));
    child.once("exit", (code, signal) => this.#ended(child, code, signal));
    child.unref();
    this.#process = child;
    this.#pipe = pipe;
    this.#tell();
  }

  #ended(child: ChildProcess, code: number | null, signal: string | null): void {
    if (child !== this.#process) return;
    if (code === noIpProgram) this.#lost(child, "there is no program ip");
    else this.#replace(signal ?? `exit code ${code}`);
  }

  #replace(reason: string): void {
    // What is left of it, if anything, is not to act.
    this.#pipe?.write(encodeUndos([]));
    this.#pipe?.[Symbol.dispose]();
    this.#options.log.warning(`The guardian ended (${reason}): another one is started`);
    const { clock } = this.#options;
    const sinceStartMs = clock.nowMs() - this.#startedAtMs;
    this.#process = undefined;
    this.#waits = clock.wakeAt(clock.nowMs() + (sinceStartMs < pauseMs ? pauseMs : 0), () => this.#start());
  }

  #lost(child: ChildProcess, reason: string): void {
    if (child !== this.#process) return;
    this.#process = undefined;
    this.#pipe?.[Symbol.dispose]();
    this.#options.log.warning(
      `No guardian (${reason}): addresses stay where they are if this daemon is killed`,
    );
  }

  /** One that cannot be told what is the case now is of no use: its end is told, and another takes its place. */
  #tell(): void {
    const told = this.#pipe?.write(encodeUndos([...this.#lists.values()].flat())) ?? true;
    if (!told) this.#process?.kill("SIGKILL");
  }
}
