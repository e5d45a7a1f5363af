/** What one stage of the check found. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Shown below the stage's line: what failed, and why something was skipped. */
  readonly details: readonly string[];
}

export interface Stage {
  readonly name: string;
  run(): Promise<Tally>;
}

export function sumOf(tallies: readonly Tally[]): Tally {
  const sum = (key: "passed" | "failed" | "skipped") =>
    tallies.reduce((total, tally) => total + tally[key], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped"), details: [] };
}

/** `3 passed, 0 failed`, and `, 1 skipped` where something was. */
export function formatTally({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
