import { throwAloud } from "../aloud.ts";
import { onReadable } from "../poll.ts";
import { checked, systemError } from "../system-error.ts";
import { type FixedMemory, receiveBuffer } from "./receive-buffer.ts";
import { type SocketCalls, socketCalls } from "./socket-calls.ts";
import { TimerWheel, type WheelTimer } from "./timer-wheel.ts";

/** A descriptor's owner. `events`: bits of `readiness`. */
export interface Ready {
  onReady(events: number): void;
}

/** Bits of epoll_ctl(2). */
export const readiness = { in: 0x1, out: 0x4, error: 0x8, hangUp: 0x10, peerEnded: 0x2000 } as const;
const EPOLLET = 0x80000000;
const EPOLL_CTL_ADD = 1;
const EPOLL_CTL_DEL = 2;
const EPOLL_CLOEXEC = 0o2000000;
const EINTR = 4;
const batchSize = 256;
/** Batches that are done before Node's own loop has its turn. */
const roundsAtOnce = 4;
/** `struct epoll_event` is packed on x86-64 only: events, (padding,) two words of data. */
const eventWords = process.arch === "x64" ? 3 : 4;
const dataWord = eventWords - 2;

/**
 * epoll(7) in place of libuv's sockets: descriptors are registered once, their events come in batches. Node's loop hears
 * of the epoll descriptor only, so that its timers, promises and signals have their turn between two batches.
 */
export class EventLoop implements Disposable {
  readonly calls: SocketCalls;
  readonly received: FixedMemory;
  /** Monotonic time, as `performance.now()`; read once a batch. */
  nowMs = performance.now();
  readonly #epoll: number;
  readonly #poll: Disposable;
  readonly #events = new Uint32Array(batchSize * eventWords);
  readonly #event = new Uint32Array(eventWords);
  /** By descriptor: the owner, and which of its owners it is. A closed number may be given anew within one batch. */
  readonly #owners: (Ready | undefined)[] = [];
  readonly #generations: number[] = [];
  #again: Ready[] = [];
  #againScheduled = false;
  readonly #wheel = new TimerWheel(this.nowMs);
  #timer: NodeJS.Timeout | undefined;
  #timerAtMs = Number.POSITIVE_INFINITY;
  #open = true;

  constructor() {
    this.calls = socketCalls();
    this.received = receiveBuffer();
    this.#epoll = checked("epoll_create1", this.calls.epoll_create1(EPOLL_CLOEXEC));
    this.#poll = onReadable(this.#epoll, () => this.#run());
  }

  /**
   * Edge-triggered, both directions: the owner is told of changes, and must read and write until EAGAIN. Closing the
   * descriptor ends it, when `forget` was called before. False: the kernel refuses, its memory or the user's limit
   * (epoll(7), max_user_watches) is used up.
   */
  watch(descriptor: number, owner: Ready): boolean {
    return this.#add(descriptor, owner, readiness.in | readiness.out | readiness.peerEnded | EPOLLET);
  }

  /** Level-triggered, reading only: for listeners. */
  watchReading(descriptor: number, owner: Ready): boolean {
    return this.#add(descriptor, owner, readiness.in);
  }

  /** Stops, but the descriptor stays open. */
  unwatch(descriptor: number): void {
    this.forget(descriptor);
    this.calls.epoll_ctl(this.#epoll, EPOLL_CTL_DEL, descriptor, this.#event);
  }

  /** To be called before a descriptor is closed: no event of it is told any more. */
  forget(descriptor: number): void {
    this.#owners[descriptor] = undefined;
  }

  /** Tells `owner` of readiness once more, when all others have had their turn. */
  again(owner: Ready): void {
    this.#again.push(owner);
    if (this.#againScheduled) return;
    this.#againScheduled = true;
    setImmediate(() => {
      this.#againScheduled = false;
      this.readClock();
      this.#runAgain();
    });
  }

  /** For who comes from elsewhere than an event of this loop: `nowMs`, read anew. */
  readClock(): number {
    this.nowMs = performance.now();
    return this.nowMs;
  }

  setTimer(timer: WheelTimer, atMs: number): void {
    this.#wheel.set(timer, atMs);
    if (atMs < this.#timerAtMs) this.#arm();
  }

  clearTimer(timer: WheelTimer): void {
    this.#wheel.clear(timer);
  }

  #add(descriptor: number, owner: Ready, events: number): boolean {
    const generation = ((this.#generations[descriptor] ?? 0) + 1) >>> 0;
    this.#event[0] = events;
    this.#event[dataWord] = descriptor;
    this.#event[dataWord + 1] = generation;
    const result = this.calls.epoll_ctl(this.#epoll, EPOLL_CTL_ADD, descriptor, this.#event);
    if (result < 0) return false;
    this.#owners[descriptor] = owner;
    this.#generations[descriptor] = generation;
    return true;
  }

  #run(): void {
    for (let round = 0; round < roundsAtOnce && this.#open; round++) {
      const count = this.calls.epoll_wait(this.#epoll, this.#events, batchSize, 0);
      if (count < 0 && this.calls.errno() !== EINTR) throw systemError("epoll_wait", this.calls.errno());
      if (count > 0) this.#dispatch(count);
      this.#runAgain();
      if (count < batchSize) return;
    }
  }

  #dispatch(count: number): void {
    this.readClock();
    const events = this.#events;
    for (let at = 0; at < count * eventWords; at += eventWords) {
      const descriptor = events[at + dataWord] ?? 0;
      if (this.#generations[descriptor] !== events[at + dataWord + 1]) continue;
      this.#tell(this.#owners[descriptor], events[at] ?? 0);
    }
  }

  #runAgain(): void {
    if (this.#again.length === 0) return;
    const owners = this.#again;
    this.#again = [];
    for (const owner of owners) this.#tell(owner, readiness.in);
  }

  /**
   * A mistake of one owner must not cost the others the events that they are told of once only; it ends the process
   * aloud, as any other that nobody catches.
   */
  #tell(owner: Ready | undefined, events: number): void {
    try {
      owner?.onReady(events);
    } catch (error) {
      throwAloud(error);
    }
  }

  #arm(): void {
    const dueMs = this.#wheel.dueMs ?? Number.POSITIVE_INFINITY;
    if (dueMs >= this.#timerAtMs) return;
    clearTimeout(this.#timer);
    this.#timerAtMs = dueMs;
    const waitMs = Math.max(1, Math.ceil(dueMs - performance.now()));
    this.#timer = setTimeout(() => this.#wake(), waitMs).unref();
  }

  #wake(): void {
    this.#timerAtMs = Number.POSITIVE_INFINITY;
    this.readClock();
    this.#wheel.advance(this.nowMs);
    this.#arm();
  }

  /** Descriptors that are still watched stay open, and are told of nothing any more. */
  [Symbol.dispose](): void {
    if (!this.#open) return;
    this.#open = false;
    clearTimeout(this.#timer);
    this.#poll[Symbol.dispose]();
    this.calls.close(this.#epoll);
  }
}
