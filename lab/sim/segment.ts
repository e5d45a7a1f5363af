import type { Arp } from "../../agent/net/arp.ts";
import type { VrrpPacket } from "../../agent/vrrp/state.ts";
import type { SimInterface } from "./interface.ts";
import type { Timeline } from "./timeline.ts";
import { type Timing, within } from "./timing.ts";

export type Frame =
  | { readonly kind: "vrrp"; readonly packet: VrrpPacket }
  | { readonly kind: "arp"; readonly arp: Arp }
  /** An ICMP echo. */
  | {
      readonly kind: "echo";
      readonly reply: boolean;
      readonly from: string;
      readonly to: string;
      readonly number: number;
    };

/** A layer-2 segment: frames take time, some are lost, doubled or overtaken, and cables can be cut. */
export class Segment {
  readonly interfaces: SimInterface[] = [];
  readonly #timeline: Timeline;
  readonly #random: () => number;
  timing: Timing;

  constructor(timeline: Timeline, timing: Timing, random: () => number) {
    this.#timeline = timeline;
    this.timing = timing;
    this.#random = random;
  }

  /** To everybody else (broadcast, multicast). */
  broadcast(from: SimInterface, frame: Frame): void {
    for (const to of this.interfaces) if (to !== from && to.listensTo(frame)) this.send(from, to, frame);
  }

  /** To one interface, if it can be reached when the frame leaves and when it arrives. */
  send(from: SimInterface, to: SimInterface, frame: Frame): void {
    if (!connected(from, to)) return;
    const { timing } = this;
    if (timing.loss > 0 && this.#random() < timing.loss) return;
    this.#deliver(from, to, frame);
    if (timing.duplicates > 0 && this.#random() < timing.duplicates) this.#deliver(from, to, frame);
  }

  /** Who has the address, and can be reached. */
  holderOf(address: string, from: SimInterface): SimInterface | undefined {
    return this.interfaces.find((each) => each !== from && connected(from, each) && each.answersFor(address));
  }

  #deliver(from: SimInterface, to: SimInterface, frame: Frame): void {
    const { deliveryMs, reordered, reorderMs } = this.timing;
    const late = reordered > 0 && this.#random() < reordered ? within(reorderMs, this.#random) : 0;
    const atMs = this.#timeline.nowMs + within(deliveryMs, this.#random) + late;
    this.#timeline.at(atMs, () => {
      if (connected(from, to)) to.receive(frame, from);
    });
  }
}

/** Both cables carry, and no cut lies between them. */
export function connected(one: SimInterface, other: SimInterface): boolean {
  return one.carries && other.carries && one.side === other.side;
}
