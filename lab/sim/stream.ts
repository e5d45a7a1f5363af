import type { ArrivedBeat } from "../../agent/drive/vrrp/watch/network.ts";
import type { SimInterface } from "./interface.ts";
import type { SimProcess } from "./process.ts";
import { connected } from "./segment.ts";
import type { Timeline } from "./timeline.ts";
import { within } from "./timing.ts";

/** TCP sends again what was lost after this, then after twice as long, and so on; Linux gives up after fifteen times. */
const repeatMs = 200;
const mostRepeats = 15;
/** The kernel drops more datagrams than these. */
const mostBeats = 8;

export interface StreamListener {
  data(bytes: Uint8Array): void;
  closed(): void;
}

/** One end of a connection: it belongs to a process, and the kernel below lives on when that dies. */
export class StreamEnd {
  readonly at: SimInterface;
  readonly process: SimProcess;
  listener: StreamListener | undefined;
  other: StreamEnd | undefined;
  readonly #timeline: Timeline;
  readonly #random: () => number;
  readonly #early: Uint8Array[] = [];
  /** No bytes: the end. */
  readonly #inbox: { readonly bytes?: Uint8Array }[] = [];
  /** The kernel has no such connection: it was closed, or the machine has lost its power. */
  #gone = false;
  /** What was sent and has not arrived, in its order; undefined: the end. */
  readonly #queue: (Uint8Array | undefined)[] = [];
  #blocked = false;
  readonly #beats: { readonly bytes: Uint8Array; readonly atMs: number }[] = [];
  #arrivesMs = 0;

  constructor(at: SimInterface, process: SimProcess, timeline: Timeline, random: () => number) {
    this.at = at;
    this.process = process;
    this.#timeline = timeline;
    this.#random = random;
  }

  get over(): boolean {
    return this.#gone;
  }

  follow(listener: StreamListener): void {
    this.listener = listener;
    for (const bytes of this.#early.splice(0)) listener.data(bytes);
  }

  send(bytes: Uint8Array): void {
    if (this.#gone || !this.process.alive) return;
    this.#queue.push(bytes);
    this.#flush();
  }

  /** Beside the stream: nothing is repeated, and nobody is woken up for it. */
  sendBeat(bytes: Uint8Array): void {
    const { other, at } = this;
    const { timing } = at.segment;
    if (this.#gone || other === undefined || !this.process.alive || !connected(at, other.at)) return;
    if (timing.loss > 0 && this.#random() < timing.loss) return;
    const atMs = this.#timeline.nowMs + within(timing.deliveryMs, this.#random);
    this.#timeline.at(atMs, () => {
      if (connected(at, other.at) && other.#beats.length < mostBeats) other.#beats.push({ bytes, atMs });
    });
  }

  receiveBeat(): ArrivedBeat | undefined {
    const beat = this.#beats.shift();
    return beat && { bytes: beat.bytes, ageMs: this.#timeline.nowMs - beat.atMs };
  }

  /** The process closes it, or dies: its kernel tells the other one. */
  close(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.listener = undefined;
    this.#queue.push(undefined);
    this.#flush();
  }

  /** Without power nobody tells anybody. */
  vanish(): void {
    this.#gone = true;
    this.listener = undefined;
    this.#queue.length = 0;
  }

  #flush(): void {
    while (this.other !== undefined && !this.#blocked && this.#queue.length > 0) this.#attempt(0);
  }

  /** The first of the queue, for the so-many-th time. */
  #attempt(repeats: number): void {
    const { other, at } = this;
    if (other === undefined || this.#queue.length === 0) return;
    const { timing } = at.segment;
    const arrives = connected(at, other.at) && !(timing.loss > 0 && this.#random() < timing.loss);
    if (!arrives) {
      this.#later(repeats);
      return;
    }
    this.#blocked = false;
    const bytes = this.#queue.shift();
    this.#arrivesMs = Math.max(
      this.#arrivesMs,
      this.#timeline.nowMs + within(timing.deliveryMs, this.#random),
    );
    this.#timeline.at(this.#arrivesMs, () => other.#receive(bytes));
  }

  #later(repeats: number): void {
    this.#blocked = true;
    if (repeats >= mostRepeats) {
      this.#lost();
      return;
    }
    this.#timeline.at(this.#timeline.nowMs + repeatMs * 2 ** Math.min(repeats, 9), () => {
      if (this.#queue.length === 0) return;
      this.#attempt(repeats + 1);
      if (!this.#blocked) this.#flush();
    });
  }

  #receive(bytes: Uint8Array | undefined): void {
    if (this.#gone) {
      // Nobody has this connection any more: a reset.
      const { other } = this;
      if (bytes !== undefined && other !== undefined && this.at.host.powered) other.#lost();
      return;
    }
    if (bytes === undefined) this.#lost();
    else this.#told({ bytes });
  }

  /** The process learns that it is over. */
  #lost(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#queue.length = 0;
    this.#told({});
  }

  /** It waits in the socket until the process runs, in its order. */
  #told(news: { readonly bytes?: Uint8Array }): void {
    this.#inbox.push(news);
    if (this.#inbox.length === 1) this.process.wake(() => this.#read());
  }

  #read(): void {
    for (const { bytes } of this.#inbox.splice(0)) {
      const { listener } = this;
      if (bytes === undefined) {
        this.listener = undefined;
        listener?.closed();
      } else if (listener === undefined) this.#early.push(bytes);
      else listener.data(bytes);
    }
  }
}
