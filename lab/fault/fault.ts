import type { Text } from "../../agent/base/text.ts";
import type { StartedNode } from "../runtime/runtime.ts";
import type { LabTime } from "../runtime/time.ts";

/** What a scenario may say of a fault beside its kind and target. */
export interface FaultOptions {
  /** The name of a program, as `ps` shows it. */
  readonly process?: string | undefined;
}

/**
 * A way to break a node.
 * @example const broken = await faults.freeze.inject(lb2, { process: "keepalived" }, realTime);
 */
export interface FaultKind {
  /** The options that it must be given; it takes no other. */
  readonly options: readonly (keyof FaultOptions)[];
  describe(target: string, options: FaultOptions): Text;
  inject(target: StartedNode, options: FaultOptions, time: LabTime): Promise<InjectedFault>;
}

export interface InjectedFault {
  /** Milliseconds of the lab's time: the fault took effect between these two. */
  readonly beganMs: number;
  readonly doneMs: number;
  heal(): Promise<void>;
}
