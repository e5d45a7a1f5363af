/** Something that will happen; disposing of it before calls it off. */
class Entry implements Disposable {
  readonly atMs: number;
  /** Of two at one moment the one that was planned first happens first. */
  readonly order: number;
  run: (() => void) | undefined;

  constructor(atMs: number, order: number, run: () => void) {
    this.atMs = atMs;
    this.order = order;
    this.run = run;
  }

  [Symbol.dispose](): void {
    this.run = undefined;
  }
}

/** Simulated time: what is planned happens in its order, and nothing passes in between. Milliseconds. */
export class Timeline {
  /** A binary heap: the next entry stands first. */
  readonly #heap: Entry[] = [];
  #order = 0;
  #nowMs = 0;

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Plans `run`; a moment that has passed means now. */
  at(atMs: number, run: () => void): Disposable {
    const entry = new Entry(Math.max(atMs, this.#nowMs), this.#order++, run);
    this.#heap.push(entry);
    this.#rise(this.#heap.length - 1);
    return entry;
  }

  /** Lets everything happen that is due by `untilMs`, or until `enough` holds; that moment is then now. */
  runTo(untilMs: number, enough?: () => boolean): void {
    for (let next = this.#heap[0]; next !== undefined && next.atMs <= untilMs; next = this.#heap[0]) {
      this.#takeFirst();
      if (next.run === undefined) continue;
      this.#nowMs = next.atMs;
      next.run();
      if (enough?.()) return;
    }
    this.#nowMs = Math.max(this.#nowMs, untilMs);
  }

  #takeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink();
  }

  #rise(from: number): void {
    const heap = this.#heap;
    const entry = heap[from] as Entry;
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above] as Entry;
      if (!isBefore(entry, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = entry;
  }

  #sink(): void {
    const heap = this.#heap;
    const entry = heap[0] as Entry;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && isBefore(heap[below + 1] as Entry, heap[below] as Entry)) below += 1;
      const child = heap[below] as Entry;
      if (!isBefore(child, entry)) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = entry;
  }
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
}
