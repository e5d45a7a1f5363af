import type { Punctuality } from "../../base/punctuality.ts";
import { lookEveryMs, roundSlackMs } from "../../vrrp/vigil.ts";
import type { Clock } from "../clock.ts";

interface Waiting {
  readonly atMs: number;
  readonly listener: () => void;
  readonly punctuality: Punctuality;
}

/** Sooner than this after the last one a round is not worth its while. */
const leastMs = lookEveryMs / 2;

/**
 * The one timer of a daemon: to wake up costs more than what is then done. Its rounds come again and again; whatever need
 * not be exact waits for the next one, and a round comes along with what is exact, if one is due soon.
 */
export class RoundClock implements Clock, Disposable {
  readonly #clock: Clock;
  readonly #exact = new Set<Waiting>();
  readonly #atRound = new Set<Waiting>();
  #onRound: (() => void) | undefined;
  #roundAtMs = Number.NEGATIVE_INFINITY;
  #timer: { readonly atMs: number; readonly handle: Disposable } | undefined;
  #awake = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  nowMs(): number {
    return this.#clock.nowMs();
  }

  wakeAt(atMs: number, listener: () => void, punctuality: Punctuality = "exact"): Disposable {
    const set = punctuality === "at-round" ? this.#atRound : this.#exact;
    const waiting = { atMs, listener, punctuality };
    set.add(waiting);
    if (set === this.#exact && atMs < this.#timerAtMs) this.#arm();
    return { [Symbol.dispose]: () => set.delete(waiting) };
  }

  /** Begins the rounds. */
  everyRound(listener: () => void): Disposable {
    this.#onRound = listener;
    this.#roundAtMs = this.nowMs();
    this.#arm();
    return this;
  }

  /** In a round: what is due, is done. What is new then waits for the next one. */
  round(): void {
    perform(this.#atRound, this.nowMs());
  }

  [Symbol.dispose](): void {
    this.#onRound = undefined;
    this.#timer?.handle[Symbol.dispose]();
    this.#timer = undefined;
    this.#exact.clear();
  }

  #wake(): void {
    this.#timer = undefined;
    this.#awake = true;
    try {
      const nowMs = this.nowMs();
      if (this.#onRound !== undefined && nowMs >= this.#roundAtMs + leastMs) {
        this.#roundAtMs = nowMs;
        this.#onRound();
      }
      perform(this.#exact, this.nowMs());
    } finally {
      this.#awake = false;
      this.#arm();
    }
  }

  get #timerAtMs(): number {
    return this.#timer?.atMs ?? Number.POSITIVE_INFINITY;
  }

  #arm(): void {
    if (this.#awake) return;
    const { atMs, punctuality } = this.#next();
    if (atMs === this.#timerAtMs) return;
    this.#timer?.handle[Symbol.dispose]();
    const handle = this.#clock.wakeAt(atMs, () => this.#wake(), punctuality);
    this.#timer = { atMs, handle };
  }

  #next(): Pick<Waiting, "atMs" | "punctuality"> {
    let first: Waiting | undefined;
    for (const each of this.#exact) if (first === undefined || each.atMs < first.atMs) first = each;
    const roundMs = this.#onRound === undefined ? Number.POSITIVE_INFINITY : this.#roundAtMs + lookEveryMs;
    if (first !== undefined && first.atMs <= roundMs + roundSlackMs) return first;
    return { atMs: roundMs, punctuality: "exact" };
  }
}

function perform(waiting: Set<Waiting>, nowMs: number): void {
  for (const one of [...waiting]) {
    if (one.atMs <= nowMs && waiting.delete(one)) one.listener();
  }
}
