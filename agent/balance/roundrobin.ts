import { type Candidate, type Chooser, type Door, nobody } from "./algorithm.ts";

/** The largest weight there is: in one step of the axis fit all remainders. */
const positionScale = 4096;

/** A server's place on the round's axis: `position` + `remainder`/weight. */
interface Entry {
  readonly server: number;
  weight: number;
  position: number;
  /** Where it stood at its last turn. */
  last: number;
  remainder: number;
  /** Who was queued first wins a tie. */
  queued: number;
  /** Where it stands: one of the three lists, or nowhere. */
  list: Entry[] | undefined;
}

/**
 * HAProxy's weighted round robin. It is not nginx's smooth one: a round is as long as the sum of all weights,
 * servers enter it heaviest first, and after each turn a server stands `sum / weight` positions further on. Who
 * leaves the round waits for the next. The sequences are compared with recordings of the real daemon
 * (`test/cases/roundrobin*.json`), those with servers that leave, return and change their weight too.
 */
export function roundRobin(candidates: readonly Candidate[]): Chooser {
  return new RoundRobin(candidates.length);
}

class RoundRobin implements Chooser {
  readonly #entries: Entry[];
  /** Not yet served in this round; heaviest first. */
  readonly #waiting: Entry[] = [];
  /** Served, and due again in this round; by position. */
  readonly #due: Entry[] = [];
  /** For the next round. */
  readonly #later: Entry[] = [];
  #position = 0;
  #roundLength = 0;
  #sum = 0;
  #count = 0;

  constructor(count: number) {
    this.#entries = Array.from({ length: count }, (_, server) => newEntry(server));
  }

  put(server: number, weight: number): void {
    this.#entries[server] ??= newEntry(server);
    const entry = this.#entries[server];
    if (entry.weight === weight) return;
    const before = entry.weight;
    this.#sum += weight - before;
    entry.weight = weight;
    if (before === 0) this.#enter(entry);
    else if (weight === 0) leaveList(entry);
    else this.#reweigh(entry);
  }

  next(door?: Door): number {
    let entry = this.#take(door);
    if (!entry && this.#turn()) entry = this.#take(door);
    if (!entry) return nobody;
    entry.last = entry.position;
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

  #enter(entry: Entry): void {
    entry.queued = this.#count++;
    if (this.#roundLength === 0 || this.#position === 0) {
      this.#wait(entry);
      this.#roundLength = this.#sum;
      return;
    }
    entry.position = this.#position + Math.floor((this.#sum - this.#position) / entry.weight);
    this.#queue(entry);
  }

  /** Who still waits for the first turn waits on; who was served comes a new step behind it, and never later. */
  #reweigh(entry: Entry): void {
    const { list } = entry;
    leaveList(entry);
    if (list === this.#waiting) {
      entry.queued = this.#count++;
      this.#wait(entry);
      return;
    }
    const step = Math.floor(this.#sum / entry.weight);
    entry.position = Math.min(entry.position, entry.last + step);
    entry.remainder = 0;
    if (entry.position < this.#position + 2) entry.position = this.#position + step;
    this.#queue(entry);
  }

  /** Who is due comes before who still waits, and who waits before who is not yet due. */
  #take(door: Door | undefined): Entry | undefined {
    const dueAt = firstLetIn(this.#due, door);
    const due = this.#due[dueAt];
    if (due && due.position <= this.#position) return takeAt(this.#due, dueAt);
    const waitingAt = firstLetIn(this.#waiting, door);
    const waiting = this.#waiting[waitingAt];
    if (!waiting) return due && takeAt(this.#due, dueAt);
    waiting.position = this.#position;
    waiting.remainder = 0;
    return takeAt(this.#waiting, waitingAt);
  }

  /** Begins the next round; false when the present one still has somebody (who may not be taken). */
  #turn(): boolean {
    if (this.#later.length === 0 && this.#due.length === 0) return false;
    for (const entry of this.#due) this.#wait(entry);
    for (const entry of this.#later) this.#wait(entry);
    this.#due.length = 0;
    this.#later.length = 0;
    this.#position = 0;
    this.#roundLength = this.#sum;
    return true;
  }

  #wait(entry: Entry): void {
    entry.list = this.#waiting;
    insert(this.#waiting, entry, heaviestFirst);
  }

  #queue(entry: Entry): void {
    entry.queued = this.#count++;
    if (entry.position >= Math.min(this.#roundLength, this.#sum)) {
      entry.list = this.#later;
      this.#later.push(entry);
      return;
    }
    entry.list = this.#due;
    insert(this.#due, entry, byPosition);
  }
}

function newEntry(server: number): Entry {
  return { server, weight: 0, position: 0, last: 0, remainder: 0, queued: 0, list: undefined };
}

/** The index of the first whom the door lets in; the length where there is none. */
function firstLetIn(list: readonly Entry[], door: Door | undefined): number {
  if (!door) return 0;
  let at = 0;
  while (at < list.length && !door.lets((list[at] as Entry).server)) at++;
  return at;
}

function takeAt(list: Entry[], at: number): Entry | undefined {
  const entry = list[at];
  if (!entry) return undefined;
  // Mostly there are few: moving them costs less than a call of `shift`.
  for (let next = at + 1; next < list.length; next++) list[next - 1] = list[next] as Entry;
  list.pop();
  entry.list = undefined;
  return entry;
}

function leaveList(entry: Entry): void {
  if (entry.list) takeAt(entry.list, entry.list.indexOf(entry));
}

/** From behind: most of those who come are the last. */
function insert(list: Entry[], entry: Entry, order: (left: Entry, right: Entry) => number): void {
  let at = list.length;
  for (; at > 0 && order(entry, list[at - 1] as Entry) < 0; at--) list[at] = list[at - 1] as Entry;
  list[at] = entry;
}

function heaviestFirst(left: Entry, right: Entry): number {
  return right.weight - left.weight || left.queued - right.queued;
}

function byPosition(left: Entry, right: Entry): number {
  return placeOf(left) - placeOf(right) || left.queued - right.queued;
}

/** As in the original: a remainder of times when it weighed more may put it behind others. */
function placeOf({ position, remainder, weight }: Entry): number {
  return position * positionScale + remainder - weight;
}
