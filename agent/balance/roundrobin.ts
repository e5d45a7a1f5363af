import { type Candidate, type Chooser, everyone } from "./algorithm.ts";

/** Weights are multiplied by this, as in the original: it sets how long a round is. */
const scale = 16;

/** A server's place on the round's axis: `position` + `remainder`/weight. */
interface Entry {
  readonly server: number;
  readonly weight: number;
  position: number;
  remainder: number;
  /** Who was queued first wins a tie. */
  queued: number;
}

/**
 * HAProxy's weighted round robin. It is not nginx's smooth one: a round is as long as the sum of all weights,
 * servers enter it heaviest first, and after each turn a server stands `sum / weight` positions further on. Who
 * leaves the round waits for the next. The sequences are compared with recordings of the real daemon
 * (`test/cases/roundrobin*.json`), those with servers that leave and return too.
 */
export function roundRobin(candidates: readonly Candidate[]): Chooser {
  return new RoundRobin(candidates);
}

class RoundRobin implements Chooser {
  readonly #entries: readonly Entry[];
  /** Not yet served in this round; heaviest first. */
  #waiting: Entry[] = [];
  /** Served, and due again in this round; by position. */
  #due: Entry[] = [];
  /** For the next round. */
  #later: Entry[] = [];
  #position = 0;
  #roundLength = 0;
  #sum = 0;
  #count = 0;

  constructor(candidates: readonly Candidate[]) {
    this.#entries = candidates.map(({ weight }, server) => {
      return { server, weight: weight * scale, position: 0, remainder: 0, queued: 0 };
    });
  }

  add(server: number): void {
    const entry = this.#entries[server];
    if (!entry || entry.weight === 0 || this.#holds(entry)) return;
    this.#sum += entry.weight;
    entry.queued = this.#count++;
    if (this.#roundLength === 0 || this.#position === 0) {
      this.#enterFresh(entry);
      return;
    }
    entry.position = this.#position + Math.floor((this.#sum - this.#position) / entry.weight);
    this.#queue(entry);
  }

  remove(server: number): void {
    const entry = this.#entries[server];
    if (!entry || !this.#holds(entry)) return;
    this.#sum -= entry.weight;
    const others = (list: Entry[]): Entry[] => list.filter((other) => other !== entry);
    this.#waiting = others(this.#waiting);
    this.#due = others(this.#due);
    this.#later = others(this.#later);
  }

  next(mayTake: (server: number) => boolean = everyone): number | undefined {
    const entry = this.#take(mayTake) ?? (this.#turn() ? this.#take(mayTake) : undefined);
    if (!entry) return undefined;
    entry.position += Math.floor(this.#sum / entry.weight);
    entry.remainder += this.#sum % entry.weight;
    if (entry.remainder >= entry.weight) {
      entry.remainder -= entry.weight;
      entry.position++;
    }
    this.#position++;
    this.#queue(entry);
    return entry.server;
  }

  #holds(entry: Entry): boolean {
    return [this.#waiting, this.#due, this.#later].some((list) => list.includes(entry));
  }

  #enterFresh(entry: Entry): void {
    this.#waiting.push(entry);
    this.#waiting.sort(heaviestFirst);
    this.#roundLength = this.#sum;
  }

  /** Who is due comes before who still waits, and who waits before who is not yet due. */
  #take(mayTake: (server: number) => boolean): Entry | undefined {
    const free = (entry: Entry): boolean => mayTake(entry.server);
    const due = this.#due.find(free);
    const waiting = this.#waiting.find(free);
    if (due && (due.position <= this.#position || !waiting)) {
      this.#due.splice(this.#due.indexOf(due), 1);
      return due;
    }
    if (!waiting) return undefined;
    this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
    waiting.position = this.#position;
    waiting.remainder = 0;
    return waiting;
  }

  /** Begins the next round; false when the present one still has somebody (who may not be taken). */
  #turn(): boolean {
    if (this.#later.length === 0 && this.#due.length === 0) return false;
    this.#waiting = [...this.#waiting, ...this.#due, ...this.#later].sort(heaviestFirst);
    this.#due = [];
    this.#later = [];
    this.#position = 0;
    this.#roundLength = this.#sum;
    return true;
  }

  #queue(entry: Entry): void {
    entry.queued = this.#count++;
    if (entry.position >= Math.min(this.#roundLength, this.#sum)) {
      this.#later.push(entry);
      return;
    }
    const after = this.#due.findIndex((other) => byPosition(entry, other) < 0);
    this.#due.splice(after < 0 ? this.#due.length : after, 0, entry);
  }
}

function heaviestFirst(left: Entry, right: Entry): number {
  return right.weight - left.weight || left.queued - right.queued;
}

function byPosition(left: Entry, right: Entry): number {
  return (
    left.position - right.position ||
    left.remainder - left.weight - (right.remainder - right.weight) ||
    left.queued - right.queued
  );
}
