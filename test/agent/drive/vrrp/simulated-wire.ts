import type { Clock } from "../../../../agent/drive/clock.ts";
import type { Condition, VrrpWire } from "../../../../agent/drive/vrrp/wire.ts";
import type { VrrpPacket } from "../../../../agent/vrrp/state.ts";

/** A clock that a test moves; `freeze` lets time pass in which nothing runs, as SIGSTOP does. */
export class SimulatedClock implements Clock {
  readonly #timers = new Set<{ readonly atMs: number; readonly listener: () => void }>();
  #nowMs = 0;
  suspendedMs = 0;

  nowMs(): number {
    return this.#nowMs;
  }

  wakeAt(atMs: number, listener: () => void): Disposable {
    const timer = { atMs, listener };
    this.#timers.add(timer);
    return { [Symbol.dispose]: () => this.#timers.delete(timer) };
  }

  runTo(untilMs: number): void {
    for (;;) {
      const [next] = [...this.#timers].sort((a, b) => a.atMs - b.atMs);
      if (next === undefined || next.atMs > untilMs) break;
      this.#timers.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.listener();
    }
    this.#nowMs = Math.max(this.#nowMs, untilMs);
  }

  freeze(untilMs: number): void {
    this.#nowMs = untilMs;
  }
}

/** A network that remembers what was done on it, with the time. */
export class SimulatedWire implements VrrpWire {
  readonly name = "eth0";
  readonly done: string[] = [];
  readonly #clock: Clock;
  readonly #queue: VrrpPacket[] = [];
  #readable = () => {};
  now: Condition = { linkUp: true, primaryAddress: "192.168.1.11" };
  lost: readonly string[] = [];
  isReplaced = false;
  /** Actions that fail. */
  broken: readonly string[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A packet arrives; `read`: the daemon runs and is told of it at once. */
  deliver({ source, destination, ttl, payload }: VrrpPacket, read = true): void {
    this.#queue.push({ source, destination, ttl, payload });
    if (read) this.#readable();
  }

  condition(): Condition {
    return this.now;
  }

  lostAddresses(): readonly string[] {
    const told = this.lost;
    this.lost = [];
    return told;
  }

  replaced(): boolean {
    return this.isReplaced;
  }

  reopen(): void {
    this.#do("reopen");
    this.isReplaced = false;
  }

  onReadable(listener: () => void): void {
    this.#readable = listener;
  }

  receive(): VrrpPacket | undefined {
    return this.#queue.shift();
  }

  /** Of `track_interface`. */
  links: readonly string[] = [];

  linked(names: readonly string[]): ReadonlySet<string> {
    return new Set(names.filter((name) => this.links.includes(name)));
  }

  sendAdvert(priority: number): void {
    this.#do(`advert ${priority}`);
  }

  addAddresses(): void {
    this.#do("add");
  }

  removeAddresses(): void {
    this.#do("remove");
  }

  handOver(): void {
    this.#do("hand over");
  }

  announceElsewhere(): void {
    this.#do("announce elsewhere");
  }

  announce(): void {
    this.#do("announce");
  }

  #do(what: string): void {
    this.done.push(`${(this.#clock.nowMs() / 1000).toFixed(3)} ${what}`);
    if (this.broken.includes(what)) throw new Error("EPERM");
  }
}
