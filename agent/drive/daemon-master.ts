import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { constants } from "node:os";
import { originalVersion } from "../config/haproxy/version.ts";
import { withoutParent } from "./daemon-background.ts";
import { takeSoftStop } from "./daemon-early.ts";
import type { Severity } from "./daemon-load.ts";
import { notifySystemd } from "./daemon-notify.ts";
import { workerEnvironment } from "./daemon-worker.ts";

export interface MasterOptions {
  /** The command that its workers run: ours, without the node before it. */
  readonly argv: readonly string[];
  readonly pidFile: string | undefined;
  /** `fd@N` of the configuration: its workers get them at the same numbers. */
  readonly given: readonly number[];
  /** `-Ws`: what is told to systemd. */
  readonly systemd: boolean;
  readonly tell: (severity: Severity, message: string) => void;
  /** The first worker listens. */
  readonly ready: () => void;
}

/**
 * `-W`: starts a worker, and another one in its place at SIGUSR2 or SIGHUP; a worker that cannot start leaves the old
 * one at work. Resolves with the exit code.
 */
export function runMaster(options: MasterOptions): Promise<number> {
  const master = new Master(options);
  master.begin();
  return master.ended;
}

class Master {
  readonly #options: MasterOptions;
  readonly #workers = new Map<number, ChildProcess>();
  #current: ChildProcess | undefined;
  #stopping = false;
  #exitCode = 0;
  readonly #end = Promise.withResolvers<number>();

  constructor(options: MasterOptions) {
    this.#options = options;
  }

  get ended(): Promise<number> {
    return this.#end.promise;
  }

  begin(): void {
    if (takeSoftStop()) this.#stop("SIGUSR1", 0);
    process.on("SIGUSR2", () => this.#reload());
    process.on("SIGHUP", () => this.#reload());
    process.on("SIGUSR1", () => this.#stop("SIGUSR1", 0));
    process.on("SIGTERM", () => this.#stop("SIGTERM", 0));
    process.on("SIGINT", () => this.#stop("SIGINT", 130));
    const { pidFile, ready } = this.#options;
    // Before the worker listens, as the original: whoever waits for the file wants to know whom to signal.
    if (pidFile !== undefined) writeFileSync(pidFile, `${process.pid}\n`);
    void this.#start().then((listens) => {
      if (!listens) {
        this.#end.resolve(1);
        return;
      }
      this.#notify("READY=1", `MAINPID=${process.pid}`, "STATUS=Ready.");
      ready();
    });
  }

  #notify(...lines: readonly string[]): void {
    if (this.#options.systemd) notifySystemd(...lines);
  }

  #reload(): void {
    if (this.#stopping) return;
    this.#options.tell("NOTICE", "Reloading HAProxy");
    this.#notify("RELOADING=1", "STATUS=Reloading Configuration.");
    const old = this.#current;
    void this.#start(old?.pid).then((listens) => {
      if (listens) old?.kill("SIGUSR1");
      else this.#options.tell("ALERT", "Loading failure!");
      const status = listens ? "Ready." : "Reload failed! The old configuration goes on.";
      this.#notify("READY=1", `STATUS=${status}`);
    });
  }

  /** True when the new worker listens; it is the current one then. */
  #start(replaced?: number): Promise<boolean> {
    const { argv, given, tell } = this.#options;
    const channel = Math.max(2, ...given) + 1;
    const child = spawn(process.execPath, [...process.execArgv, ...argv], {
      argv0: "haproxy",
      env: { ...withoutParent(process.env), ...workerEnvironment(replaced) },
      stdio: Array.from({ length: channel + 1 }, (_, number) => {
        if (number === channel) return "ipc";
        return number === 1 || number === 2 || given.includes(number) ? number : "ignore";
      }),
    });
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const { pid } = child;
    if (pid === undefined) return Promise.resolve(false);
    this.#workers.set(pid, child);
    tell("NOTICE", `New worker (${pid}) forked`);
    child.once("message", () => {
      this.#current = child;
      tell("NOTICE", "Loading success.");
      tell("NOTICE", `haproxy version is ${originalVersion}`);
      resolve(true);
    });
    child.once("exit", (code, signal) => {
      resolve(false);
      this.#gone(child, code ?? 128 + constants.signals[signal ?? "SIGKILL"]);
    });
    return promise;
  }

  #gone(child: ChildProcess, code: number): void {
    this.#workers.delete(child.pid ?? 0);
    const isCurrent = child === this.#current;
    const who = `${isCurrent ? "Current" : "Former"} worker (${child.pid})`;
    const severity = code === 0 || !isCurrent ? "WARNING" : "ALERT";
    this.#options.tell(severity, `${who} exited with code ${code}`);
    // Nobody would listen any more: whoever supervises the master starts it anew.
    if (isCurrent && !this.#stopping) this.#stop("SIGTERM", code === 0 ? 1 : code);
    if (this.#stopping && this.#workers.size === 0) this.#finish();
  }

  #stop(signal: NodeJS.Signals, exitCode: number): void {
    if (!this.#stopping) this.#options.tell("WARNING", "Exiting Master process...");
    this.#stopping = true;
    this.#exitCode = exitCode;
    this.#notify("STOPPING=1");
    for (const worker of this.#workers.values()) worker.kill(signal);
    if (this.#workers.size === 0) this.#finish();
  }

  #finish(): void {
    this.#options.tell("WARNING", `All workers exited. Exiting... (${this.#exitCode})`);
    this.#end.resolve(this.#exitCode);
  }
}
