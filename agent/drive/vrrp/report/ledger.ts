import type { KeepalivedConfig } from "../../../config/keepalived/config.ts";
import { monotonicClock } from "../../clock.ts";
import type { Companion, CompanionKind, Stepped, Subject } from "../companion/companion.ts";
import { type Account, scriptAccount } from "../script-user.ts";
import { Counters } from "./counters.ts";
import type { DaemonView, InstanceView } from "./view.ts";

const root: Account = { uid: 0, gid: 0 };

/** Knows every instance that runs, and what it has done: for all that asks how the daemon is. */
export class Ledger {
  readonly #entries = new Map<Subject, Counters>();
  #config: KeepalivedConfig;

  constructor(config: KeepalivedConfig) {
    this.#config = config;
  }

  /** Enters an instance, for as long as it runs. */
  readonly companion: CompanionKind = (subject): Companion => {
    const counters = new Counters();
    this.#entries.set(subject, counters);
    return {
      stepped: (step: Stepped) => counters.stepped(step),
      [Symbol.dispose]: () => void this.#entries.delete(subject),
    };
  };

  /** SIGHUP brought another file. */
  follow(config: KeepalivedConfig): void {
    this.#config = config;
  }

  /** Counts from 0 again. */
  clear(): void {
    for (const counters of this.#entries.values()) counters.clear();
  }

  /** The instances at work, in the order of the file. */
  get subjects(): readonly Subject[] {
    const order = this.#config.instances.map(({ name }) => name);
    const place = ({ instance }: Subject) => order.indexOf(instance.name);
    return [...this.#entries.keys()].sort((a, b) => place(a) - place(b));
  }

  view(): DaemonView {
    const { global } = this.#config;
    return {
      config: this.#config,
      instances: this.subjects.map((subject) => this.#viewOf(subject)),
      // A line that names nobody runs as root where the machine has none of the usual accounts.
      accountOf: (script) => scriptAccount(script, global) ?? (script.user === undefined ? root : undefined),
    };
  }

  #viewOf(subject: Subject): InstanceView {
    const { instance, state } = subject;
    const { counts, sinceMs, masterPriority } = this.#entries.get(subject) ?? new Counters();
    const wakesAtMs = Date.now() - monotonicClock.nowMs() + state.role.wakeAtMs;
    return { instance, state, counts, sinceMs, masterPriority, wakesAtMs };
  }
}
