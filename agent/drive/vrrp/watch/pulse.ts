import type { Beat } from "../../../peer-watch/state.ts";
import type { WatchConnection } from "./network.ts";

/** Datagrams that are read at a time: a storm of them gives no more work than this. */
const mostRead = 16;
/** That are kept until somebody wants to know. */
const mostKept = 4;

/** Where heartbeats leave and arrive: beside a connection. */
type BeatPath = Pick<WatchConnection, "sendBeat" | "receiveBeat">;

/** The heartbeats of one connection, of which many leave and arrive before anybody has to think about them. */
export class Pulse {
  readonly #path: BeatPath;
  #next: readonly Uint8Array[] = [];
  #sent = 0;
  #kept: Beat[] = [];
  #lookedAtMs = Number.NEGATIVE_INFINITY;

  constructor(path: BeatPath) {
    this.#path = path;
  }

  /** When the latest of those arrived that are kept; minus infinity: none is. */
  get arrivedAtMs(): number {
    return this.#kept.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
  }

  /** What is to be sent from now on; the very first one at once. */
  prepare(beats: readonly Uint8Array[]): void {
    const isFirst = this.#next.length === 0;
    this.#next = beats;
    this.#sent = 0;
    if (isFirst) this.beat();
  }

  /** One leaves, if there is one. */
  beat(): void {
    const bytes = this.#next[this.#sent];
    if (bytes === undefined) return;
    this.#sent += 1;
    this.#path.sendBeat(bytes);
  }

  /** What has arrived by now is kept, the latest of it. */
  listen(nowMs: number): void {
    // It was not there when this was looked at last, whatever somebody has done to the clock of its age meanwhile.
    const oldestMs = nowMs - this.#lookedAtMs;
    this.#lookedAtMs = nowMs;
    for (let count = 0; count < mostRead; count++) {
      const beat = this.#path.receiveBeat();
      if (beat === undefined) return;
      if (this.#kept.length === mostKept) this.#kept.shift();
      const ageMs = Math.min(Math.max(0, beat.ageMs), oldestMs);
      this.#kept.push({ bytes: beat.bytes.slice(), atMs: nowMs - ageMs });
    }
  }

  /** Takes what was kept. */
  heard(): readonly Beat[] {
    return this.#kept.length === 0 ? this.#kept : this.#kept.splice(0);
  }
}
