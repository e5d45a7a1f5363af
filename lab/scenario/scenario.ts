import type { Place } from "../../agent/base/problem.ts";
import type { Text } from "../../agent/base/text.ts";
import type { Path } from "../document/position.ts";
import type { Expectation } from "../history/event.ts";
import type { Step } from "./schema.ts";

/** A scenario as the run uses it: checked, paths absolute, times in milliseconds. */
export interface Scenario {
  readonly name: string;
  readonly title: Text;
  /** As shown to people. */
  readonly file: string;
  /** Absolute. */
  readonly topologyFile: string;
  readonly load: ScenarioLoad;
  readonly warmupMs: number;
  readonly before: readonly Step[];
  readonly trial: readonly Step[];
  readonly expectations: readonly Expectation[];
  /** The six steps of the course's exercise are judged too. */
  readonly exercise: boolean;
  /** Where something stands in the file, for what only shows once the topology is known. */
  at(path: Path): Place;
}

export interface ScenarioLoad {
  readonly vipRatePerSecond: number;
  readonly httpUrl: string;
  readonly httpRatePerSecond: number;
  readonly httpDeadlineMs: number;
}
