import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readHistory } from "../lab/history/reader.ts";
import { judgeRun } from "../lab/report/judge.ts";

/**
 * Kills the master again and again, our daemons and the distribution's in turn, and prints for each kill the outage
 * that the client measured, what the protocol predicts for that moment, and the difference. It is the timer that is
 * measured here, so our daemons do without the watch connection, which would not wait for it (`bench/failover.ts`).
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

/** Milliseconds; `sinceAdvertMs`: from the owner's last advert to the kill. */
interface Kill {
  readonly stack: string;
  readonly sinceAdvertMs: number | null;
  readonly outageMs: number | null;
  readonly protocolMs: number;
  readonly rangeMs: readonly [min: number, max: number];
  readonly resolutionMs: number;
  readonly voided: boolean;
}

/** A copy of the course's lab and scenario in which nothing but the protocol decides. */
function protocolScenario(folder: string): string {
  cpSync(join(root, "compose/course"), join(folder, "compose"), { recursive: true });
  for (const name of ["lb1", "lb2"]) {
    const file = join(folder, "compose", name, "keepalived.conf");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("global_defs {", "global_defs {\n    @bascule watch off"));
  }
  const scenario = join(folder, "course.yaml");
  const text = readFileSync(join(root, "scenarios/course.yaml"), "utf8");
  writeFileSync(scenario, text.replace("../compose/course/compose.yaml", "compose/compose.yaml"));
  return scenario;
}

/** One run of the course's scenario with its trials. */
async function killsOf(stack: string, round: number, folder: string): Promise<readonly Kill[]> {
  const results = join(folder, `${stack}-${round}`);
  const seed = `${Number(values.seed) + round}`;
  const common = ["--stack", stack, "--trials", values.trials, "--seed", seed, "--runtime", "netns"];
  const args = ["run", protocolScenario(folder), ...common, "--results", results];
  const { status, stderr, stdout } = spawnSync(process.execPath, [join(root, "lab/bascule.js"), ...args], {
    encoding: "utf8",
  });
  if (status !== 0)
    process.stderr.write(`${stack}, seed ${seed}: exit code ${status}\n${stderr}\n${stdout}\n`);
  const [run = ""] = await readdir(results);
  const { facts } = judgeRun(await readHistory(join(results, run, "history.jsonl")));
  return facts.trials.flatMap((trial) =>
    trial.faults.flatMap(({ prediction, outage }): Kill[] => {
      if (prediction === undefined || outage === undefined) return [];
      const { outageMs: protocolMs, rangeMs, sinceAdvertMs } = prediction;
      const { outageMs, resolutionMs } = outage;
      const voided = trial.void !== undefined;
      return [{ stack, sinceAdvertMs, outageMs, protocolMs, rangeMs, resolutionMs, voided }];
    }),
  );
}

/** Measured less predicted; null when the service did not come back. */
function residual({ outageMs, protocolMs }: Kill): number | null {
  return outageMs === null ? null : outageMs - protocolMs;
}

function isOutside({ outageMs, rangeMs: [min, max] }: Kill): boolean {
  return outageMs === null || outageMs < min || outageMs > max;
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function row(cells: readonly (string | number | null)[]): string {
  return `| ${cells.map((cell) => (typeof cell === "number" ? cell.toFixed(1) : (cell ?? "–"))).join(" | ")} |\n`;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bascule-residual-"));
  const kills: Kill[] = [];
  try {
    for (let round = 0; round < Number(values.rounds); round++)
      for (const stack of stacks) kills.push(...(await killsOf(stack, round, folder)));
  } finally {
    rmSync(folder, { recursive: true });
  }
  const { stdout } = process;
  stdout.write(
    row(["stack", "kills", "void", "residual: median ms", "min ms", "max ms", "outside the allowance"]),
  );
  stdout.write("|---|---|---|---|---|---|---|\n");
  for (const stack of stacks) {
    const all = kills.filter((kill) => kill.stack === stack);
    const own = all.filter(({ voided }) => !voided);
    const sorted = own
      .map(residual)
      .filter((ms) => ms !== null)
      .sort((a, b) => a - b);
    const spread = [quantile(sorted, 0.5), sorted[0] ?? null, sorted.at(-1) ?? null];
    const counts = [`${all.length}`, `${all.length - own.length}`];
    stdout.write(row([stack, ...counts, ...spread, `${own.filter(isOutside).length}`]));
  }
  stdout.write("\n");
  const columns = [
    "stack",
    "since advert ms",
    "measured ms",
    "predicted ms",
    "residual ms",
    "resolution ms",
    "note",
  ];
  stdout.write(row(columns));
  stdout.write(`|${"---|".repeat(columns.length)}\n`);
  for (const kill of kills) {
    const { stack, sinceAdvertMs, outageMs, protocolMs, resolutionMs } = kill;
    const note = kill.voided ? "void: the probe was starved" : isOutside(kill) ? "outside" : "";
    stdout.write(row([stack, sinceAdvertMs, outageMs, protocolMs, residual(kill), resolutionMs, note]));
  }
}

await main();
