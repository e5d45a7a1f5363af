import type { KeepalivedConfig } from "../../config/keepalived/config.ts";
import type { NotifyScript } from "../../config/keepalived/notify-config.ts";
import type { CompanionKind, Subject } from "./companion/companion.ts";
import { notifyFifoCompanion, stateLine } from "./companion/notify-fifo.ts";
import type { VrrpLog } from "./log.ts";
import { NotifyFifos } from "./notify-fifo.ts";
import { notifyPermit } from "./notify-permit.ts";
import type { Account } from "./script-user.ts";
import { SyncGroupSet } from "./sync-group-set.ts";

/** What ties the instances of a daemon to each other and to programs that follow them: sync groups and notify FIFOs. */
export class Ties {
  readonly #fifos: NotifyFifos;
  readonly #groups: SyncGroupSet;
  readonly #log: VrrpLog;
  #config: KeepalivedConfig;

  constructor(config: KeepalivedConfig, log: VrrpLog) {
    this.#config = config;
    this.#log = log;
    const { accountOf } = this;
    this.#fifos = new NotifyFifos({ log, accountOf });
    this.#groups = new SyncGroupSet({ log, accountOf, tell: this.#fifos.tell });
    this.#fifos.follow(config.global.notifyFifos ?? []);
  }

  /** Whom a notify script runs as; undefined, and logged: nobody, it is not run. */
  readonly accountOf = (script: NotifyScript): Account | undefined => {
    const permit = notifyPermit(script, this.#config.global);
    if ("account" in permit) return permit.account;
    this.#log.warning(`${permit.reason} - disabling.`);
    return undefined;
  };

  /** For every instance, behind its own. */
  get companions(): readonly CompanionKind[] {
    return [notifyFifoCompanion(this.#fifos.tell), this.#groups.companion];
  }

  /** Before instances come, go or change. */
  pause(): void {
    this.#groups.pause();
  }

  /** All instances of the file are there. */
  follow(config: KeepalivedConfig): void {
    this.#config = config;
    this.#fifos.follow(config.global.notifyFifos ?? []);
    this.#groups.follow(config.groups ?? []);
  }

  /** `fifo_write_vrrp_states_on_reload`. */
  reloaded(subjects: readonly Subject[]): void {
    if (!this.#config.global.fifoStatesOnReload) return;
    for (const line of subjects.map(stateLine)) if (line !== undefined) this.#fifos.tell(line);
    this.#groups.repeat();
  }

  /** After all instances have stopped; resolves when the notify scripts have ended. */
  async stop(): Promise<void> {
    const notified = this.#groups.stop();
    this.#fifos[Symbol.dispose]();
    await notified;
  }
}
