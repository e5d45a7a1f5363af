import { readFileSync } from "node:fs";
import { cpus, release } from "node:os";
import type { HistoryEvent } from "../history/event.ts";
import type { RunPlan } from "./plan-run.ts";

/** How a run was started; what a result and its repetition need. */
export interface RunSettings {
  readonly runtimeName: string;
  readonly stackName: string;
  readonly trials: number;
  readonly seed: number;
}

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

/** The first line of a history. */
export function runEvent(plan: RunPlan, settings: RunSettings, labId: string, atMs: number): HistoryEvent {
  const { scenario, topology, promise } = plan;
  return {
    atMs,
    node: "",
    kind: "run",
    version,
    scenario: scenario.name,
    topology: topology.name,
    runtime: settings.runtimeName,
    stack: settings.stackName,
    seed: settings.seed,
    startedAt: new Date().toISOString(),
    host: { kernel: release(), cpus: cpus().length, node: process.version },
    labId,
    promise,
    expectations: scenario.expectations,
    exercise: scenario.exercise,
  };
}
