import { silentAtMs } from "../../../peer-watch/silence.ts";
import type { WatchState } from "../../../peer-watch/state.ts";
import type { Clock } from "../../clock.ts";
import { Alarm } from "./alarm.ts";
import type { ConnectionSet } from "./connection-set.ts";

export interface LookoutOptions {
  readonly clock: Clock;
  readonly connections: Pick<ConnectionSet, "arrivedAtMs">;
  readonly look: () => void;
  readonly round: () => void;
}

/** When a watch looks up: questions, a few in all, are asked at their time; heartbeats, many, when the daemon wakes up anyway. */
export class Lookout implements Disposable {
  readonly #connections: Pick<ConnectionSet, "arrivedAtMs">;
  readonly #exact: Alarm;
  readonly #atRound: Alarm;

  constructor({ clock, connections, look, round }: LookoutOptions) {
    this.#connections = connections;
    this.#exact = new Alarm(clock, look);
    this.#atRound = new Alarm(clock, round);
  }

  /** Heartbeats leave, and are looked for, at every round: nobody is woken up when they come. */
  set(state: WatchState): void {
    // Between the questions after a death there are 2 ms, and what follows them is the time without an owner.
    const punctuality = state.inquiry?.how === "closed" ? "sleepless" : "exact";
    this.#exact.set(Math.min(state.exactAtMs, this.#silentAtMs(state)), punctuality);
    this.#atRound.set(state.links.length > 0 ? 0 : state.wakeAtMs, "at-round");
  }

  isDue(state: WatchState, nowMs: number): boolean {
    return nowMs >= Math.min(state.wakeAtMs, state.exactAtMs, this.#silentAtMs(state));
  }

  [Symbol.dispose](): void {
    this.#exact[Symbol.dispose]();
    this.#atRound[Symbol.dispose]();
  }

  /** Heartbeats that have arrived are told, and prove themselves, several at a time. */
  #silentAtMs(state: WatchState): number {
    const { awaited } = state;
    if (awaited === undefined) return Number.POSITIVE_INFINITY;
    return silentAtMs(state, this.#connections.arrivedAtMs(awaited.id));
  }
}
