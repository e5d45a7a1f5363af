import type { Text } from "../../agent/base/text.ts";
import type { LabCode } from "../errors.ts";
import type { Phase } from "../history/event.ts";
import type { RuntimeName } from "../runtime/runtime.ts";
import type { StackName } from "../stack/index.ts";

/** What a new keeper is told, once: which lab it shall keep. Paths are absolute. */
export interface Order {
  readonly name: string;
  readonly topologyFile: string;
  /** Holds the working copies that the nodes see. */
  readonly workFolder: string;
  readonly stack: StackName;
  readonly runtime: RuntimeName;
  /** Of Docker's networks. */
  readonly network: "macvlan" | "bridge" | undefined;
  /** What is played before the lab stands for others. */
  readonly exercise: ExerciseOrder | undefined;
}

export interface ExerciseOrder {
  readonly scenarioFile: string;
  readonly historyFile: string;
  readonly trials: number;
  readonly seed: number;
}

/** What a keeper tells the command that started it, until it is let go. */
export type KeeperNews =
  | { readonly news: "progress"; readonly text: Text }
  | { readonly news: "phase"; readonly phase: Phase }
  | { readonly news: "stands" }
  | { readonly news: "failed"; readonly code: LabCode | undefined; readonly text: Text };

/** The command says so when it has heard that the lab stands; without it, its death is the end of the lab. */
export const letGo = "let-go";
