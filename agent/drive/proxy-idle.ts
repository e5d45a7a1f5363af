import type { EventLoop } from "../net/stream/event-loop.ts";
import { WheelTimer } from "../net/stream/timer-wheel.ts";
import type { LinkTarget, ServerLink } from "./proxy-link.ts";

/** As HAProxy's `pool-purge-delay`: who was not needed for so long goes. */
const purgeMs = 5000;
const lookMs = purgeMs / 5;

/** The connections of one server. */
export interface Shelf {
  idle: ServerLink[];
  used: number;
  /** How many were used at once, at most: since the last look, and in the time before it. */
  peak: number;
  before: number;
}

/**
 * Server connections that wait for the next request, per server; the latest used is taken first. No more are kept than
 * were lately used at once: others would never be taken.
 */
export class IdleLinks implements Disposable {
  readonly #loop: EventLoop;
  readonly #shelves = new Map<string, Shelf>();
  readonly #timer = new WheelTimer((nowMs) => this.#look(nowMs));
  #open = true;

  constructor(loop: EventLoop) {
    this.#loop = loop;
    loop.setTimer(this.#timer, loop.nowMs + lookMs);
  }

  /** One that is idle, unless a fresh one is wanted. In any case the caller uses one of this server from now on. */
  take(target: LinkTarget, fresh: boolean): ServerLink | undefined {
    const shelf = this.#shelfOf(target);
    shelf.used++;
    if (shelf.used > shelf.peak) shelf.peak = shelf.used;
    if (fresh) return undefined;
    const { idle } = shelf;
    for (let link = idle.pop(); link; link = idle.pop()) {
      if (!link.wire.closed && !link.wire.ended) return link;
      link.close();
    }
    return undefined;
  }

  /** Its user needs it no more, and it may serve another. */
  put(link: ServerLink): void {
    link.owner = undefined;
    const shelf = this.#shelfOf(link.target);
    shelf.used--;
    const { idleMaximum, purgeMs: ownMs } = link.target;
    const isFull = idleMaximum !== undefined && shelf.idle.length >= idleMaximum;
    if (
      !this.#open ||
      isFull ||
      ownMs === 0 ||
      shelf.idle.length + shelf.used >= Math.max(shelf.peak, shelf.before)
    ) {
      link.close();
      return;
    }
    link.wire.resume();
    link.idleSinceMs = this.#loop.nowMs;
    shelf.idle.push(link);
  }

  /** Its user needs it no more, and it serves nobody else. */
  drop(target: LinkTarget): void {
    this.#shelfOf(target).used--;
  }

  /** Several targets may be of one name: frontends have their own. */
  #shelfOf(target: LinkTarget): Shelf {
    target.shelf ??= this.#shelves.get(target.key) ?? this.#newShelf(target.key);
    return target.shelf;
  }

  #newShelf(key: string): Shelf {
    const shelf = { idle: [], used: 0, peak: 0, before: 0 };
    this.#shelves.set(key, shelf);
    return shelf;
  }

  #look(nowMs: number): void {
    for (const shelf of this.#shelves.values()) {
      shelf.before = shelf.peak;
      shelf.peak = shelf.used;
      this.#purge(shelf, nowMs - purgeMs);
    }
    this.#loop.setTimer(this.#timer, nowMs + lookMs);
  }

  #purge(shelf: Shelf, beforeMs: number): void {
    const kept: ServerLink[] = [];
    for (const link of shelf.idle) {
      if (link.wire.closed) continue;
      if (link.idleSinceMs < beforeMs + purgeMs - (link.target.purgeMs ?? purgeMs)) link.close();
      else kept.push(link);
    }
    shelf.idle = kept;
  }

  [Symbol.dispose](): void {
    this.#open = false;
    this.#loop.clearTimer(this.#timer);
    for (const shelf of this.#shelves.values()) this.#purge(shelf, Number.POSITIVE_INFINITY);
  }
}
