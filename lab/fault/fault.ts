import type { Text } from "../../agent/base/text.ts";
import type { StartedNode } from "../runtime/runtime.ts";

/**
 * A way to break a node. Disposing the returned fault heals it.
 * @example faults.kill.inject(target)
 */
export interface FaultKind {
  describe(target: string): Text;
  inject(target: StartedNode): Promise<InjectedFault>;
}

export interface InjectedFault {
  /** CLOCK_MONOTONIC, milliseconds: the fault took effect between these two. */
  readonly beganMs: number;
  readonly doneMs: number;
  heal(): Promise<void>;
}
