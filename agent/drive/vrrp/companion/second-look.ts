import { messageOf } from "../../../base/message-of.ts";
import type { Asker, WatchNetwork } from "../watch/network.ts";
import type { Companion, CompanionKind, Subject } from "./companion.ts";

/** A question or its answer may get lost. */
const askAgainMs = 10;

/** While a master that has slept is in doubt, asks the segment whether somebody else answers for its addresses. */
export function secondLookCompanion(network: Pick<WatchNetwork, "openAsker">): CompanionKind {
  return (subject) => new SecondLook(subject, network);
}

class SecondLook implements Companion {
  readonly #subject: Subject;
  readonly #network: Pick<WatchNetwork, "openAsker">;
  #asker: Asker | undefined;
  #timer: Disposable | undefined;

  constructor(subject: Subject, network: Pick<WatchNetwork, "openAsker">) {
    this.#subject = subject;
    this.#network = network;
  }

  stepped(): void {
    if (!this.#inDoubt) this.#end();
    else if (this.#asker === undefined) this.#begin();
  }

  [Symbol.dispose](): void {
    this.#end();
  }

  get #inDoubt(): boolean {
    const { role } = this.#subject.state;
    return role.kind === "master" && role.doubtUntilMs !== undefined;
  }

  #begin(): void {
    const { instance, log } = this.#subject;
    try {
      this.#asker = this.#network.openAsker(instance);
      this.#ask();
    } catch (error) {
      // Adverts are listened to all the same.
      log.detail(`(${instance.name}) asking failed: ${messageOf(error)}`);
    }
  }

  #ask(): void {
    const { clock } = this.#subject;
    this.#asker?.ask("", false, (who) => {
      if (who === "owner") this.#heard();
    });
    this.#timer = clock.wakeAt(clock.nowMs() + askAgainMs, () => {
      this.#asker?.read();
      if (this.#asker !== undefined) this.#ask();
    });
  }

  #heard(): void {
    const [first] = this.#subject.instance.virtualAddresses;
    this.#subject.tell({ kind: "rival-answers", address: first?.address ?? "the virtual addresses" });
  }

  #end(): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = undefined;
    this.#asker?.[Symbol.dispose]();
    this.#asker = undefined;
  }
}
