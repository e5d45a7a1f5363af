import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, resolve } from "node:path";
import { type ParseOptions, parseKeepalived } from "../../config/keepalived/parse.ts";
import { byPlace, type KeepalivedProblem } from "../../config/keepalived/report.ts";
import { type Checked, checkMachine } from "./check.ts";
import type { VrrpFlags } from "./flag-table.ts";
import { readIncluded } from "./include.ts";

/** A configuration as this machine can run it, and all that is wrong with it. */
export interface Configuration {
  readonly checked: Checked;
  readonly problems: readonly KeepalivedProblem[];
  /** Nothing in it keeps the daemon from running. */
  readonly runs: boolean;
}

/** Reads and checks the file of the command line; undefined when it cannot be read. */
export function readConfiguration({ file, configId, vrrpOnly }: VrrpFlags): Configuration | undefined {
  const text = readText(file);
  if (text === undefined) return undefined;
  const options: ParseOptions = {
    vrrpOnly,
    ...(configId === undefined ? {} : { configId }),
    instance: configId ?? hostname(),
    folderOf: (name) => dirname(resolve(name)),
    include: readIncluded,
  };
  const parsed = parseKeepalived(text, file, options);
  const checked = checkMachine(parsed, file);
  const problems = [...parsed.problems, ...checked.problems].toSorted(byPlace(file));
  return { checked, problems, runs: !problems.some(keepsFromRunning) };
}

function keepsFromRunning({ severity }: KeepalivedProblem): boolean {
  return severity === "fatal" || severity === "unsupported";
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
