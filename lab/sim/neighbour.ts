import type { Arp } from "../../agent/net/arp.ts";
import type { SimInterface } from "./interface.ts";
import type { Timeline } from "./timeline.ts";

interface Entry {
  mac: string;
  confirmedMs: number;
  /** Unicast questions since then that nobody has answered. */
  unanswered: number;
  askedMs: number;
}

/** An entry that is used counts as fresh so long (Linux: base_reachable_time and delay_first_probe_time). */
const freshMs = 35_000;
const askEveryMs = 1000;
const mostQuestions = 3;
/** The kernel takes no second reply within it, so that the first of two owners wins. A gratuitous message always counts. */
const lockMs = 1000;

/** The neighbour table of a client, as Linux keeps it: an announcement changes an entry that is there, and makes none. */
export class NeighbourTable {
  readonly #interface: SimInterface;
  readonly #timeline: Timeline;
  readonly #entries = new Map<string, Entry>();
  readonly #waiting = new Map<string, ((mac: string) => void)[]>();

  constructor(at: SimInterface, timeline: Timeline) {
    this.#interface = at;
    this.#timeline = timeline;
  }

  /** Calls `use` with the MAC address of `address`: at once where it is known, else when somebody has answered. */
  resolve(address: string, use: (mac: string) => void): void {
    const entry = this.#entries.get(address);
    if (entry !== undefined && this.#timeline.nowMs - entry.confirmedMs > freshMs)
      this.#probe(address, entry);
    if (entry !== undefined && this.#entries.has(address)) use(entry.mac);
    else this.#wait(address, use);
  }

  hear(arp: Arp): void {
    const { senderIp, senderMac, targetIp, operation } = arp;
    const entry = this.#entries.get(senderIp);
    const isAnnouncement = senderIp === targetIp;
    const nowMs = this.#timeline.nowMs;
    if (entry !== undefined) {
      if (!isAnnouncement && entry.mac !== senderMac && nowMs - entry.confirmedMs < lockMs) return;
      Object.assign(entry, { mac: senderMac, confirmedMs: nowMs, unanswered: 0 });
    } else if (operation === "reply" && this.#waiting.has(senderIp)) {
      this.#entries.set(senderIp, { mac: senderMac, confirmedMs: nowMs, unanswered: 0, askedMs: nowMs });
    }
    if (!this.#entries.has(senderIp)) return;
    const waiting = this.#waiting.get(senderIp) ?? [];
    this.#waiting.delete(senderIp);
    for (const use of waiting) use(senderMac);
  }

  #wait(address: string, use: (mac: string) => void): void {
    const waiting = this.#waiting.get(address);
    if (waiting !== undefined) {
      waiting.push(use);
      return;
    }
    this.#waiting.set(address, [use]);
    this.#ask(address, mostQuestions);
  }

  /** Once a second; then what waits is given up. */
  #ask(address: string, left: number): void {
    if (!this.#waiting.has(address)) return;
    if (left === 0) {
      this.#waiting.delete(address);
      return;
    }
    this.#interface.segment.broadcast(this.#interface, { kind: "arp", arp: this.#question(address) });
    this.#timeline.at(this.#timeline.nowMs + askEveryMs, () => this.#ask(address, left - 1));
  }

  #probe(address: string, entry: Entry): void {
    const nowMs = this.#timeline.nowMs;
    if (nowMs - entry.askedMs < askEveryMs) return;
    if (entry.unanswered >= mostQuestions) {
      this.#entries.delete(address);
      return;
    }
    entry.askedMs = nowMs;
    entry.unanswered += 1;
    const { segment } = this.#interface;
    const to = segment.interfaces.find(({ mac }) => mac === entry.mac);
    if (to !== undefined) segment.send(this.#interface, to, { kind: "arp", arp: this.#question(address) });
  }

  #question(targetIp: string): Arp {
    const { mac: senderMac, address: senderIp } = this.#interface;
    return { operation: "request", senderMac, senderIp, targetMac: "00:00:00:00:00:00", targetIp };
  }
}
