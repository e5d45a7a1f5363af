import type { Timeline } from "./timeline.ts";
import { type Range, within } from "./timing.ts";

interface Waiting {
  readonly isTimer: boolean;
  readonly run: () => void;
}

/** A process: it may be stopped (SIGSTOP), and then what it should do waits. It is driven by one event after another. */
export class SimProcess {
  readonly #timeline: Timeline;
  readonly #wakeMs: () => Range;
  readonly #random: () => number;
  #waiting: Waiting[] = [];
  #frozen = false;
  #alive = true;

  constructor(timeline: Timeline, wakeMs: () => Range, random: () => number) {
    this.#timeline = timeline;
    this.#wakeMs = wakeMs;
    this.#random = random;
  }

  get alive(): boolean {
    return this.#alive;
  }

  get frozen(): boolean {
    return this.#frozen;
  }

  get runs(): boolean {
    return this.#alive && !this.#frozen;
  }

  /** The kernel has something for it: it runs as soon as it gets a processor. */
  wake(run: () => void, isTimer = false): void {
    const lateMs = within(this.#wakeMs(), this.#random);
    if (lateMs === 0) this.#enter({ isTimer, run });
    else this.#timeline.at(this.#timeline.nowMs + lateMs, () => this.#enter({ isTimer, run }));
  }

  freeze(): void {
    this.#frozen = true;
  }

  /** Node's event loop looks at its timers before its sockets; `first` comes before both. */
  thaw(first: () => void = () => {}): void {
    if (!this.#frozen) return;
    this.#frozen = false;
    if (this.#alive) first();
    const waiting = this.#waiting;
    this.#waiting = [];
    const ordered = [
      ...waiting.filter(({ isTimer }) => isTimer),
      ...waiting.filter(({ isTimer }) => !isTimer),
    ];
    for (const each of ordered) this.#enter(each);
  }

  kill(): void {
    this.#alive = false;
    this.#waiting = [];
  }

  #enter(waiting: Waiting): void {
    if (!this.#alive) return;
    if (this.#frozen) this.#waiting.push(waiting);
    else waiting.run();
  }
}
