import { messageOf } from "../../../base/message-of.ts";
import type { VrrpInstance } from "../../../config/keepalived/config.ts";
import type { VrrpLog } from "../log.ts";
import type { Asker, WatchNetwork } from "./network.ts";

export interface InquirerOptions {
  readonly network: Pick<WatchNetwork, "openAsker">;
  readonly log: VrrpLog;
  readonly answered: (who: "owner" | "witness") => void;
}

/** Asks the segment for an instance, as far as that is possible. */
export class Inquirer implements Disposable {
  readonly #options: InquirerOptions;
  #asker: Asker | undefined;

  constructor(options: InquirerOptions) {
    this.#options = options;
  }

  /** Before it is needed: opening takes longer than asking. */
  prepare(instance: VrrpInstance): void {
    if (this.#asker !== undefined) return;
    try {
      this.#asker = this.#options.network.openAsker(instance);
    } catch (error) {
      this.#options.log.detail(`(${instance.name}) ${messageOf(error)}`);
    }
  }

  /** Says whether everybody could be asked. */
  ask({ name }: VrrpInstance, owner: string, witnesses: boolean): boolean {
    const { log, answered } = this.#options;
    try {
      if (this.#asker === undefined) throw new Error("no socket");
      this.#asker.ask(owner, witnesses, answered);
      return true;
    } catch (error) {
      log.detail(`(${name}) asking failed: ${messageOf(error)}`);
      return false;
    }
  }

  /** Takes in what has been answered by now. */
  read(): void {
    this.#asker?.read();
  }

  rest(): void {
    this.#asker?.rest();
  }

  [Symbol.dispose](): void {
    this.#asker?.[Symbol.dispose]();
    this.#asker = undefined;
  }
}
