import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Result } from "../lab/report/result.ts";

/**
 * Kills the master again and again, our daemons and the distribution's in turn, and prints for each kill the outage
 * that the client measured, what the protocol predicts for that moment, and the difference.
 * `node bench/residual.ts [--rounds 4] [--trials 5] [--seed 1]`: rounds × trials kills of each stack.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "4" },
    trials: { type: "string", default: "5" },
    seed: { type: "string", default: "1" },
  },
});
const root = fileURLToPath(new URL("..", import.meta.url));
const stacks = ["agent", "keepalived-haproxy"] as const;
type Fault = Result["trials"][number]["faults"][number];
interface Kill {
  readonly stack: string;
  readonly fault: Fault & { readonly predictedMs: readonly [number, number] };
}

/** One run of the course's scenario with its trials. */
function killsOf(stack: string, round: number, folder: string): readonly Kill[] {
  const json = join(folder, "result.json");
  const seed = `${Number(values.seed) + round}`;
  const args = ["lab", "--stack", stack, "--trials", values.trials, "--seed", seed];
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(root, "lab/bascule.js"), ...args, "--json", json, "--results", folder],
    { encoding: "utf8" },
  );
  if (status !== 0) process.stderr.write(`${stack}, seed ${seed}: exit code ${status}\n${stderr}\n`);
  const result = JSON.parse(readFileSync(json, "utf8")) as Result;
  const counted = result.trials.filter((trial) => trial.void === undefined);
  return counted.flatMap(({ faults }) =>
    faults.flatMap((fault) => {
      const { predictedMs } = fault;
      return predictedMs === null ? [] : [{ stack, fault: { ...fault, predictedMs } }];
    }),
  );
}

/** Measured less the nearest edge of the prediction; 0 inside it. */
function outside({ outageMs, predictedMs: [min, max] }: Kill["fault"]): number | null {
  if (outageMs === null) return null;
  return outageMs < min ? outageMs - min : Math.max(0, outageMs - max);
}

/** Measured less the middle of the prediction. */
function residual({ outageMs, predictedMs: [min, max] }: Kill["fault"]): number | null {
  return outageMs === null ? null : outageMs - (min + max) / 2;
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function row(cells: readonly (string | number | null)[]): string {
  return `| ${cells.map((cell) => (typeof cell === "number" ? cell.toFixed(1) : (cell ?? "–"))).join(" | ")} |\n`;
}

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), "bascule-residual-"));
  const kills: Kill[] = [];
  try {
    for (let round = 0; round < Number(values.rounds); round++)
      for (const stack of stacks) kills.push(...killsOf(stack, round, folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
  const { stdout } = process;
  stdout.write(row(["stack", "phase", "measured ms", "predicted ms", "residual ms", "outside ms"]));
  stdout.write("|---|---|---|---|---|---|\n");
  for (const { stack, fault } of kills) {
    const predicted = fault.predictedMs.map((ms) => ms.toFixed(1)).join("–");
    const phase = fault.phase?.toFixed(3) ?? null;
    stdout.write(row([stack, phase, fault.outageMs, predicted, residual(fault), outside(fault)]));
  }
  stdout.write("\n");
  stdout.write(row(["stack", "kills", "residual: median ms", "min ms", "max ms", "outside the prediction"]));
  stdout.write("|---|---|---|---|---|---|\n");
  for (const stack of stacks) {
    const own = kills.filter((kill) => kill.stack === stack).map(({ fault }) => fault);
    const sorted = own
      .map(residual)
      .filter((ms) => ms !== null)
      .sort((a, b) => a - b);
    const misses = own.filter((fault) => outside(fault) !== 0).length;
    const spread = [quantile(sorted, 0.5), sorted[0] ?? null, sorted.at(-1) ?? null];
    stdout.write(row([stack, `${own.length}`, ...spread, `${misses}`]));
  }
}

main();
