import type { SyncGroup } from "../../config/keepalived/config.ts";
import type { Companion, Subject } from "./companion/companion.ts";
import { type GroupOptions, SyncGroupRunner } from "./sync-group.ts";

/** The sync groups of a daemon. */
export class SyncGroupSet {
  readonly #options: GroupOptions;
  readonly #subjects = new Set<Subject>();
  readonly #running = new Map<string, SyncGroupRunner>();

  constructor(options: GroupOptions) {
    this.#options = options;
  }

  /** Follows every instance: whether it is in a group may change. */
  readonly companion = (subject: Subject): Companion => {
    this.#subjects.add(subject);
    return {
      stepped: () => this.#running.get(subject.instance.syncGroup ?? "")?.settle(),
      [Symbol.dispose]: () => void this.#subjects.delete(subject),
    };
  };

  /** Instances come and go: nothing is done until `follow`. */
  pause(): void {
    for (const runner of this.#running.values()) runner.pause();
  }

  /** All members of these groups are there. */
  follow(groups: readonly SyncGroup[]): void {
    const names = new Set(groups.map(({ name }) => name));
    for (const name of this.#running.keys()) if (!names.has(name)) this.#running.delete(name);
    for (const group of groups) {
      const runner = this.#running.get(group.name) ?? new SyncGroupRunner(this.#memberOf, this.#options);
      this.#running.set(group.name, runner);
      runner.resume(group);
    }
  }

  /** SIGHUP may give it another name. One that leaves has an heir of the same name already. */
  readonly #memberOf = (name: string): Subject | undefined =>
    [...this.#subjects].findLast(({ instance }) => instance.name === name);

  /** Says the state of every group again. */
  repeat(): void {
    for (const runner of this.#running.values()) runner.repeat();
  }

  /** After the instances have stopped; resolves when the notify scripts have ended. */
  async stop(): Promise<void> {
    await Promise.all([...this.#running.values()].map((runner) => runner.stop()));
  }
}
