import { readFileSync } from "node:fs";
import type { ParsedHaproxy } from "../../../../agent/config/haproxy/parse.ts";

/** A file and what HAProxy 2.6.12 said of it (`haproxy -c`); `differs`: why ours says something else. */
export interface VerdictCase {
  readonly name: string;
  readonly text: string;
  readonly exit: number;
  readonly warned: boolean;
  readonly differs?: string;
}

/** Where the verdicts come from. */
export const recordedWith = "2.6.12-1+deb12u4";

function recorded(name: string): readonly VerdictCase[] {
  return JSON.parse(readFileSync(new URL(`../../../cases/${name}.json`, import.meta.url), "utf8"));
}

export const verdictCases = [
  ...recorded("haproxy-verdict"),
  ...recorded("haproxy-verdict-server"),
  ...recorded("haproxy-verdict-rule"),
];

/** The exit code that `haproxy -c` gives for what was read. */
export function exitOf(parsed: ParsedHaproxy): number {
  if (parsed.problems.some((problem) => problem.severity === "fatal")) return 1;
  return parsed.listens ? 0 : 2;
}
