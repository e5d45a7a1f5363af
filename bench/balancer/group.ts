import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const isVersion2 = existsSync("/sys/fs/cgroup/cgroup.controllers");
const root = isVersion2 ? "/sys/fs/cgroup" : "/sys/fs/cgroup/cpuacct";
let made = 0;

/** A control group of this bench: the processor time of all processes of one program, user and kernel (cgroups(7)). */
export class Group implements AsyncDisposable {
  readonly #folder: string;

  constructor() {
    if (isVersion2) writeFileSync(join(root, "cgroup.subtree_control"), "+cpu");
    this.#folder = join(root, `bascule-bench-${process.pid}-${made++}`);
    mkdirSync(this.#folder);
  }

  /** Who writes its process number here is in the group. */
  get door(): string {
    return join(this.#folder, "cgroup.procs");
  }

  cpuSeconds(): number {
    if (!isVersion2) return Number(readFileSync(join(this.#folder, "cpuacct.usage"), "utf8")) / 1e9;
    const [, microseconds] =
      /^usage_usec (\d+)$/m.exec(readFileSync(join(this.#folder, "cpu.stat"), "utf8")) ?? [];
    return Number(microseconds) / 1e6;
  }

  /** Resident memory of all its processes together, in KiB; pages that they share count for each. */
  residentKib(): number {
    const sizes = this.members().map((id) => {
      const status = readFileSync(`/proc/${id}/status`, "utf8");
      return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
    });
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  /** The numbers of its processes. */
  members(): readonly number[] {
    return readFileSync(this.door, "utf8").split("\n").filter(Boolean).map(Number);
  }

  /** Ends whoever is in it. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (let left = this.members(); left.length > 0; left = this.members()) {
      for (const id of left) killQuietly(id);
      await pause(20);
    }
    rmdirSync(this.#folder);
  }
}

/** It may have ended by itself. */
function killQuietly(id: number): void {
  try {
    process.kill(id, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
