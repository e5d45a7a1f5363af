import type { Pending } from "../probe/pending.ts";

/** A probe that the pacing worker sends and reads itself. */
export interface SegmentProbe extends Disposable {
  readonly pending: Pending;
  /** `number` counts from 0; `dueMs` is when it should have been sent. */
  send(number: number, dueMs: number, nowMs: number): void;
  /** Takes in the answers that wait. */
  receive(): void;
}
