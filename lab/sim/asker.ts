import type { VrrpInstance } from "../../agent/config/keepalived/config.ts";
import type { Asker } from "../../agent/drive/vrrp/watch/network.ts";
import type { SimInterface } from "./interface.ts";
import type { SimProcess } from "./process.ts";

type Who = "owner" | "witness";
const nobody = "0.0.0.0";
const noMac = "00:00:00:00:00:00";

/** ARP probes for the addresses of an instance, and for third parties of its segment: `agent/drive/vrrp/watch/arp-asker.ts`. */
export class SimAsker implements Asker {
  readonly #at: SimInterface;
  readonly #process: SimProcess;
  readonly #virtual: ReadonlySet<string>;
  #witnesses: ReadonlySet<string> = new Set();
  #onAnswer: (who: Who) => void = () => {};
  #answers: Who[] = [];
  #listening = false;

  constructor(instance: VrrpInstance, at: SimInterface, process: SimProcess) {
    this.#at = at;
    this.#process = process;
    const { virtualAddresses, excludedAddresses } = instance;
    this.#virtual = new Set([...virtualAddresses, ...excludedAddresses].map(({ address }) => address));
  }

  ask(owner: string, witnesses: boolean, onAnswer: (who: Who) => void): void {
    this.#onAnswer = onAnswer;
    this.#listening = true;
    this.#at.arpListeners.add(this.#hear);
    const others = this.#at.segment.interfaces.filter((each) => each !== this.#at && each.address !== owner);
    this.#witnesses = new Set(others.map(({ address }) => address));
    for (const address of [...this.#virtual, ...(witnesses ? this.#witnesses : [])]) this.#probe(address);
  }

  read(): void {
    for (const who of this.#answers.splice(0)) this.#onAnswer(who);
  }

  rest(): void {
    this.#listening = false;
    this.#answers = [];
    this.#at.arpListeners.delete(this.#hear);
  }

  [Symbol.dispose](): void {
    this.rest();
  }

  #probe(targetIp: string): void {
    const arp = {
      operation: "request",
      senderMac: this.#at.mac,
      senderIp: nobody,
      targetMac: noMac,
      targetIp,
    } as const;
    this.#at.segment.broadcast(this.#at, { kind: "arp", arp });
  }

  /** It waits in the socket until the process runs. */
  readonly #hear = (senderIp: string): void => {
    const who = this.#virtual.has(senderIp) ? "owner" : this.#witnesses.has(senderIp) ? "witness" : undefined;
    if (who === undefined || !this.#listening) return;
    this.#answers.push(who);
    if (this.#answers.length === 1) this.#process.wake(() => this.read());
  };
}
