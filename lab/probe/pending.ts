import type { EventOf, ProbeName } from "../history/event.ts";
import { roundMs } from "./round.ts";

/** A probe that was sent and is not yet reported. */
interface Open {
  readonly dueMs: number;
  readonly sentMs: number;
  replyMs?: number;
  by?: string;
  alsoBy?: string;
  error?: string;
}

export interface PendingOptions {
  readonly node: string;
  readonly probe: ProbeName;
  readonly deadlineMs: number;
  /** After an answer, how long to wait for a second node's. */
  readonly secondMs: number;
  /** After the deadline, how long to wait for a late answer. */
  readonly graceMs: number;
}

type Probed = EventOf<"probe">;

/** Probes by number until each can be told: answered (and no second answer came), late, or lost. */
export class Pending {
  readonly #options: PendingOptions;
  readonly #open = new Map<number, Open>();

  constructor(options: PendingOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#open.size;
  }

  sent(number: number, dueMs: number, sentMs: number): void {
    this.#open.set(number, { dueMs, sentMs });
  }

  failed(number: number, error: string): void {
    const open = this.#open.get(number);
    if (open !== undefined) open.error = error;
  }

  answered(number: number, replyMs: number, by: string): void {
    const open = this.#open.get(number);
    if (open === undefined) return;
    if (open.replyMs === undefined) {
      open.replyMs = replyMs;
      open.by = by;
    } else if (open.by !== by) open.alsoBy = by;
  }

  /** Takes out what is decided at `nowMs`, in the order of sending within each outcome. */
  take(nowMs: number): Probed[] {
    const taken: Probed[] = [];
    for (const [number, open] of this.#open) {
      if (!this.#decided(open, nowMs)) continue;
      this.#open.delete(number);
      taken.push(this.#event(open));
    }
    return taken;
  }

  #decided(open: Open, nowMs: number): boolean {
    if (open.error !== undefined) return true;
    if (open.replyMs !== undefined) return nowMs >= open.replyMs + this.#options.secondMs;
    return nowMs >= open.sentMs + this.#options.deadlineMs + this.#options.graceMs;
  }

  #event(open: Open): Probed {
    const { node, probe, deadlineMs } = this.#options;
    const { replyMs = null } = open;
    const late = replyMs !== null && replyMs - open.sentMs > deadlineMs;
    return {
      atMs: roundMs(open.sentMs),
      node,
      kind: "probe",
      probe,
      dueMs: roundMs(open.dueMs),
      replyMs: replyMs === null || late ? null : roundMs(replyMs),
      ...(late ? { lateMs: roundMs(replyMs) } : {}),
      ...(open.by === undefined ? {} : { by: open.by }),
      ...(open.alsoBy === undefined ? {} : { alsoBy: open.alsoBy }),
      ...(open.error === undefined ? {} : { error: open.error }),
    };
  }
}
