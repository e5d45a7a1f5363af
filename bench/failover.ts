import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writePerformance } from "./failover/document.ts";
import { measureResources, type ResourceResult } from "./failover/resource.ts";
import { rows } from "./failover/row.ts";
import { jobsOf, Turn, workOff } from "./failover/schedule.ts";
import { worldPlans } from "./failover/setting.ts";
import type { Result } from "./failover/trial.ts";

/**
 * Breaks the owner of the virtual IP in every way of the table of targets, in labs with our keepalived and with
 * Debian's, in turns, and writes docs/performance.md.
 * `node bench/failover.ts [--trials 50] [--rows killed,link] [--labs 2] [--rest 10500] [--keep FILE] [--write]`:
 * with `--keep` every trial is a line of FILE, and those of earlier runs count too.
 */
const { values } = parseArgs({
  options: {
    trials: { type: "string", default: "50" },
    rows: { type: "string", default: Object.keys(rows).join(",") },
    labs: { type: "string", default: "2" },
    rest: { type: "string", default: "10500" },
    seed: { type: "string", default: "1" },
    keep: { type: "string" },
    resources: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});

type Line = Result | ResourceResult;
const folder = mkdtempSync(join(tmpdir(), "bascule-failover-"));
const kept: Line[] = values.keep === undefined ? [] : linesOf(values.keep);

function linesOf(file: string): Line[] {
  const text = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
  return text === "" ? [] : text.split("\n").map((line) => JSON.parse(line) as Line);
}

function found(result: Line): void {
  kept.push(result);
  const line = `${JSON.stringify(result)}\n`;
  if (values.keep !== undefined) appendFileSync(values.keep, line);
  process.stderr.write(line);
}

async function main(): Promise<void> {
  const turn = new Turn();
  const names = values.rows.split(",").filter((name): name is keyof typeof rows => name in rows);
  const failed = (reason: unknown) => process.stderr.write(`${reason}\n`);
  const restMs = Number(values.rest);
  const loops = (["course", "fast"] as const).flatMap((setting) => {
    const own = names.filter((name) => rows[name].setting === setting);
    return worldPlans(setting, folder).flatMap((plan) => {
      const jobs = own.length === 0 ? [] : jobsOf(own, Number(values.trials), Number(values.seed));
      const labs = setting === "course" ? Number(values.labs) : 1;
      return Array.from({ length: labs }, () => workOff({ plan, jobs, turn, restMs, found, failed }));
    });
  });
  await Promise.all(loops);
  if (values.resources)
    for (const maker of ["ours", "keepalived"] as const) await measureResources(maker, folder, found);
  const page = await writePerformance(kept, values.write);
  process.stdout.write(page);
}

try {
  await main();
} finally {
  rmSync(folder, { recursive: true });
}
