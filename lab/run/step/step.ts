import type { Text } from "../../../agent/base/text.ts";
import type { InjectedFault } from "../../fault/fault.ts";
import type { HistoryWriter } from "../../history/writer.ts";
import type { LiveView } from "../../observe/live-view.ts";
import type { Promised } from "../../oracle/promise.ts";
import type { StartedLab } from "../../runtime/runtime.ts";
import type { Stage } from "../stage/stage.ts";
import type { FaultName } from "./schema.ts";

/** What a step of a scenario works on. */
export interface StepContext {
  readonly stage: Stage;
  readonly lab: StartedLab;
  readonly history: HistoryWriter;
  readonly view: LiveView;
  readonly promise: Promised;
  readonly signal: AbortSignal;
  /** Counted from 0. */
  readonly trial: number;
  /** 0 ≤ … < 1: where this trial stands among all, for steps that vary over the trials. */
  readonly spread: number;
  /** Faults that are in force, by kind. */
  readonly injected: Map<FaultName, StandingFault>;
  /** The nodes that faults of this trial have struck, in order. */
  readonly struck: string[];
  progress(text: Text): void;
}

export interface StandingFault {
  readonly fault: InjectedFault;
  readonly target: string;
}

/** One file and one row of `index.ts` a kind of step. @example steady: { run: (durationMs, context) => … } */
export interface StepKind<Options> {
  run(options: Options, context: StepContext): Promise<void>;
}
