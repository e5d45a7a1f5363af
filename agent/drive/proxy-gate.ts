import type { Listener } from "../net/stream/listener.ts";
import type { ListenerView } from "../stats/machine.ts";

/** Counts connections against a limit. */
export class Gate {
  limit: number;
  count = 0;
  total = 0;

  constructor(limit: number | undefined) {
    this.limit = limit ?? Number.POSITIVE_INFINITY;
  }

  get full(): boolean {
    return this.count >= this.limit;
  }

  enter(): void {
    this.count++;
    this.total++;
  }

  leave(): void {
    this.count--;
  }
}

interface Hall {
  readonly gate: Gate;
  readonly listener: Listener;
  readonly isTls: boolean;
  /** What it is told by: its frontend, and where it listens. */
  readonly name: Pick<ListenerView, "frontend" | "place">;
}

/** Listeners behind two gates, their own and that of the process: while one is full, clients wait in the kernel's queue. */
export class Entrance {
  readonly #whole: Gate;
  readonly #halls: Hall[] = [];
  /** An administrator has shut these for a while. */
  readonly #shut = new Set<Gate>();
  /** Too many in a second: nobody, or nobody with TLS, comes in. */
  #held = { plain: false, tls: false };
  #closed = false;

  constructor(whole: Gate) {
    this.#whole = whole;
  }

  add(hall: Hall): void {
    this.#halls.push(hall);
  }

  /** As `show fd` tells of them. */
  get views(): readonly ListenerView[] {
    return this.#halls.map(({ gate, listener: { descriptor }, name }) => {
      const isFull = gate.full || this.#whole.full;
      return { ...name, descriptor, state: this.#shut.has(gate) ? "PAU" : isFull ? "FUL" : "RDY" };
    });
  }

  enter(gate: Gate): void {
    gate.enter();
    this.#whole.enter();
    if (gate.full || this.#whole.full) this.#look();
  }

  leave(gate: Gate): void {
    const wasFull = gate.full || this.#whole.full;
    gate.leave();
    this.#whole.leave();
    if (wasFull) this.#look();
  }

  /** A limit is another one now. */
  changed(): void {
    this.#look();
  }

  hold(held: { readonly plain: boolean; readonly tls: boolean }): void {
    this.#held = held;
    this.#look();
  }

  /** Whoever comes to this gate is refused, until it is opened again. */
  shut(gate: Gate): void {
    this.#shut.add(gate);
    for (const hall of this.#halls) if (hall.gate === gate) hall.listener.suspend();
  }

  reopen(gate: Gate): void {
    this.#shut.delete(gate);
    this.#look();
  }

  /** Whoever comes to this gate finds nobody who listens. */
  stop(gate: Gate): void {
    for (const hall of this.#halls.filter((candidate) => candidate.gate === gate)) {
      hall.listener[Symbol.dispose]();
      this.#halls.splice(this.#halls.indexOf(hall), 1);
    }
  }

  /** No more are let in, by any. */
  close(): void {
    this.#closed = true;
    for (const { listener } of this.#halls) listener[Symbol.dispose]();
  }

  #look(): void {
    if (this.#closed) return;
    for (const { gate, listener, isTls } of this.#halls) {
      if (this.#shut.has(gate)) continue;
      const held = isTls ? this.#held.tls : this.#held.plain;
      if (held || gate.full || this.#whole.full) listener.pause();
      else listener.resume();
    }
  }
}
