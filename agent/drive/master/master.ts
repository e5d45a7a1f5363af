import { writeFileSync } from "node:fs";
import { originalVersion } from "../../config/haproxy/version.ts";
import { processList } from "../../stats/command/worker-list.ts";
import { takeSoftStop } from "../daemon-early.ts";
import type { Severity } from "../daemon-load.ts";
import { notifySystemd } from "../daemon-notify.ts";
import type { Household } from "./master-client.ts";
import { type WorkerOptions, WorkerProcess } from "./worker-process.ts";

export interface MasterOptions extends Omit<WorkerOptions, "replaced"> {
  readonly pidFile: string | undefined;
  /** `-Ws`: what is told to systemd. */
  readonly systemd: boolean;
  readonly tell: (severity: Severity, message: string) => void;
  /** Opens what `-S` asks for. Rejects when an address cannot be had. */
  readonly listen: (household: Household) => Promise<void>;
  /** The first worker listens. */
  readonly ready: () => void;
}

/**
 * `-W`: starts a worker, and another one in its place at SIGUSR2 or SIGHUP; a worker that cannot start leaves the old
 * one at work. Resolves with the exit code.
 */
export async function runMaster(options: MasterOptions): Promise<number> {
  const master = new Master(options);
  await options.listen(master);
  master.begin();
  return master.ended;
}

class Master implements Household {
  readonly #options: MasterOptions;
  readonly #workers = new Set<WorkerProcess>();
  readonly #startedMs = performance.now();
  #current: WorkerProcess | undefined;
  #reloads = 0;
  /** In a row. */
  #failures = 0;
  #stopping = false;
  #reloading = Promise.resolve();
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
    process.on("SIGUSR2", () => this.reload());
    process.on("SIGHUP", () => this.reload());
    process.on("SIGUSR1", () => this.#stop("SIGUSR1", 0));
    process.on("SIGTERM", () => this.#stop("SIGTERM", 0));
    process.on("SIGINT", () => this.#stop("SIGINT", 130));
    const { pidFile, ready } = this.#options;
    // Before the worker listens, as the original: whoever waits for the file wants to know whom to signal.
    if (pidFile !== undefined) writeFileSync(pidFile, `${process.pid}\n`);
    this.#reloading = this.#start().then((listens) => {
      if (!listens) {
        this.#end.resolve(1);
        return;
      }
      this.#notify("READY=1", `MAINPID=${process.pid}`, "STATUS=Ready.");
      ready();
    });
  }

  /** `@1` is the worker that serves, `@!PID` any. */
  worker(prefix: string): WorkerProcess | undefined {
    const pid = /^!(\d+)$/.exec(prefix)?.[1];
    if (pid !== undefined) return [...this.#workers].find((worker) => worker.pid === Number(pid));
    return prefix === "1" ? this.#current : undefined;
  }

  get processes(): string {
    const nowMs = performance.now();
    const row = (worker: WorkerProcess) => {
      const { pid, reloads, startedMs } = worker;
      return { pid, type: "worker", reloads, uptimeMs: nowMs - startedMs } as const;
    };
    const [current, old] = [true, false].map((wanted) =>
      [...this.#workers].filter((worker) => (worker === this.#current) === wanted).map(row),
    );
    const times = { reloads: this.#reloads, failed: this.#failures, uptimeMs: nowMs - this.#startedMs };
    return processList(
      { pid: process.pid, type: "master", ...times },
      current ?? [],
      old ?? [],
      originalVersion,
    );
  }

  #notify(...lines: readonly string[]): void {
    if (this.#options.systemd) notifySystemd(...lines);
  }

  /** One after the other: each takes over from the one before it. */
  reload(): void {
    this.#reloading = this.#reloading.then(() => (this.#stopping ? undefined : this.#replace()));
  }

  async #replace(): Promise<void> {
    this.#options.tell("NOTICE", "Reloading HAProxy");
    this.#notify("RELOADING=1", "STATUS=Reloading Configuration.");
    this.#reloads++;
    for (const worker of this.#workers) worker.reloads++;
    const old = this.#current;
    const listens = await this.#start(old?.pid);
    this.#failures = listens ? 0 : this.#failures + 1;
    if (listens) old?.kill("SIGUSR1");
    else this.#options.tell("ALERT", "Loading failure!");
    const status = listens ? "Ready." : "Reload failed! The old configuration goes on.";
    this.#notify("READY=1", `MAINPID=${process.pid}`, `STATUS=${status}`);
  }

  /** True when the new worker listens; it is the current one then. */
  async #start(replaced?: number): Promise<boolean> {
    const { argv, given, tell } = this.#options;
    const worker = new WorkerProcess({ argv, given, replaced });
    this.#workers.add(worker);
    void worker.ended.then((code) => this.#gone(worker, code));
    tell("NOTICE", `New worker (${worker.pid}) forked`);
    if (!(await worker.ready)) return false;
    this.#current = worker;
    tell("NOTICE", "Loading success.");
    tell("NOTICE", `haproxy version is ${originalVersion}`);
    return true;
  }

  #gone(worker: WorkerProcess, code: number): void {
    this.#workers.delete(worker);
    const isCurrent = worker === this.#current;
    const who = `${isCurrent ? "Current" : "Former"} worker (${worker.pid})`;
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
    for (const worker of this.#workers) worker.kill(signal);
    if (this.#workers.size === 0) this.#finish();
  }

  #finish(): void {
    this.#options.tell("WARNING", `All workers exited. Exiting... (${this.#exitCode})`);
    this.#end.resolve(this.#exitCode);
  }
}
