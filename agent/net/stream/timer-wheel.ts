/** How exact the wheel is; a timer is late by up to so much, and never early. */
const tickMs = 4;
const slotCount = 1024;
/** Later timers wait in the last slot and are looked at again each time round. */
const furthestTicks = slotCount - 1;

/** Something that wants to be woken once. Its owner keeps it and sets it anew; it is in the wheel at most once. */
export class WheelTimer {
  readonly wake: (nowMs: number) => void;
  /** Infinity: not set. */
  atMs = Number.POSITIVE_INFINITY;
  /** Neighbours in the slot; the wheel's own. */
  previous: WheelTimer | undefined;
  next: WheelTimer | undefined;
  slot = -1;

  constructor(wake: (nowMs: number) => void) {
    this.wake = wake;
  }
}

/**
 * Timers of which most never come due: setting and clearing cost a few writes, whatever their number. A hashed wheel
 * (Varghese and Lauck 1987). Without a clock: `advance` is told the time.
 */
export class TimerWheel {
  readonly #slots: (WheelTimer | undefined)[] = Array.from({ length: slotCount }, () => undefined);
  #tick: number;
  #size = 0;

  constructor(nowMs: number) {
    this.#tick = Math.floor(nowMs / tickMs);
  }

  get size(): number {
    return this.#size;
  }

  /** Sets or moves a timer. A time that has passed comes with the next `advance`. */
  set(timer: WheelTimer, atMs: number): void {
    this.clear(timer);
    if (atMs === Number.POSITIVE_INFINITY) return;
    timer.atMs = atMs;
    const ticks = Math.ceil(atMs / tickMs) - this.#tick;
    this.#insert(timer, (this.#tick + Math.min(Math.max(1, ticks), furthestTicks)) % slotCount);
  }

  clear(timer: WheelTimer): void {
    timer.atMs = Number.POSITIVE_INFINITY;
    if (timer.slot < 0) return;
    const { previous, next } = timer;
    if (previous) previous.next = next;
    else this.#slots[timer.slot] = next;
    if (next) next.previous = previous;
    timer.previous = undefined;
    timer.next = undefined;
    timer.slot = -1;
    this.#size--;
  }

  /** When `advance` has something to do, as far as is known; undefined while no timer is set. */
  get dueMs(): number | undefined {
    if (this.#size === 0) return undefined;
    for (let ahead = 1; ahead < slotCount; ahead++) {
      if (this.#slots[(this.#tick + ahead) % slotCount]) return (this.#tick + ahead) * tickMs;
    }
    return undefined;
  }

  /** Wakes those that are due. */
  advance(nowMs: number): void {
    const now = Math.floor(nowMs / tickMs);
    const first = Math.max(this.#tick + 1, now - furthestTicks);
    for (let tick = first; tick <= now && this.#size > 0; tick++) {
      this.#tick = tick;
      this.#visit(tick % slotCount, nowMs);
    }
    this.#tick = Math.max(this.#tick, now);
  }

  #visit(slot: number, nowMs: number): void {
    const due: WheelTimer[] = [];
    for (let timer = this.#slots[slot]; timer; timer = timer.next) due.push(timer);
    for (const timer of due) {
      const { atMs } = timer;
      // Cleared or moved by one that was woken before it.
      if (timer.slot !== slot) continue;
      if (atMs > nowMs) this.set(timer, atMs);
      else {
        this.clear(timer);
        timer.wake(nowMs);
      }
    }
  }

  #insert(timer: WheelTimer, slot: number): void {
    const head = this.#slots[slot];
    timer.slot = slot;
    timer.next = head;
    if (head) head.previous = timer;
    this.#slots[slot] = timer;
    this.#size++;
  }
}
