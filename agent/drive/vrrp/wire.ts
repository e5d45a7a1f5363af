import type { VrrpPacket } from "../../vrrp/state.ts";

/** Link and own address, as the machine wants to know them. */
export interface Condition {
  readonly linkUp: boolean;
  readonly primaryAddress?: string;
}

/** What an instance does on its network. Every method may throw ERR_NET_… where the kernel refuses. */
export interface VrrpWire {
  /** The interface of the adverts. */
  readonly name: string;
  condition(): Condition;
  /** Virtual addresses that were set and that somebody else has removed; each is told once. */
  lostAddresses(): readonly string[];
  /** Whether an interface was deleted and made again: then nothing is heard until `reopen`. */
  replaced(): boolean;
  reopen(): void;
  /** Calls `listener` when packets wait, for as long as the wire is open. */
  onReadable(listener: () => void): void;
  /** The next packet of protocol 112, or undefined when none waits. Never blocks. */
  receive(): VrrpPacket | undefined;
  /** Which of these interfaces have a link. */
  linked(names: readonly string[]): ReadonlySet<string>;
  sendAdvert(priority: number, primaryAddress: string | undefined): void;
  addAddresses(): void;
  removeAddresses(): void;
  /** Removes what `next`, the wire that takes its place, will not set. */
  handOver(next: VrrpWire): void;
  /** `repeat` gratuitous ARP messages for every address; `tell` gets the original's log lines. */
  announce(repeat: number, tell: (line: string) => void): void;
  /** One for one address of each interface but that of the adverts. */
  announceElsewhere(tell: (line: string) => void): void;
}
