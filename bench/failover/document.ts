import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { cpus, release } from "node:os";
import { fileURLToPath } from "node:url";
import type { ResourceResult } from "./resource.ts";
import { tableOf } from "./table.ts";
import type { Result } from "./trial.ts";

const file = fileURLToPath(new URL("../../docs/performance.md", import.meta.url));
const marks = ["<!-- measured: begin -->", "<!-- measured: end -->"] as const;

/** The generated part of docs/performance.md; written between its marks where that is wanted. */
export async function writePerformance(
  results: readonly (Result | ResourceResult)[],
  isWritten: boolean,
): Promise<string> {
  const failovers = results.filter((result): result is Result => "row" in result);
  const costs = results.filter((result): result is ResourceResult => "resource" in result);
  const part = [machine(), tableOf(failovers), ...(costs.length > 0 ? [costTable(costs)] : [])].join("\n\n");
  if (isWritten) {
    const [before = "", rest = ""] = (await readFile(file, "utf8")).split(marks[0]);
    const [, after = ""] = rest.split(marks[1]);
    await writeFile(file, `${before}${marks[0]}\n\n${part}\n\n${marks[1]}${after}`);
  }
  return `${part}\n`;
}

function machine(): string {
  const [{ model = "unknown" } = {}] = cpus();
  const day = new Date().toISOString().slice(0, 10);
  const programs = `${version("keepalived")}, HAProxy of Debian, Node ${process.versions.node}`;
  return `Measured on ${day}: ${cpus().length} × ${model.trim()}, Linux ${release()}; ${programs}.`;
}

function version(program: string): string {
  // Debian's writes it to standard error.
  const text = execFileSync("sh", ["-c", `${program} --version 2>&1 | head -1`], { encoding: "utf8" });
  return /v?(\d+\.\d+\.\d+)/.exec(text)?.[0]?.replace(/^v?/, `${program} `) ?? program;
}

function costTable(costs: readonly ResourceResult[]): string {
  const head =
    "| daemon | exec to first advert ms | resident MB: master, backup | idle % of a processor: master, backup |";
  const lines = costs.map(
    ({ maker, firstAdvertMs, masterMb, backupMb, masterPercent, backupPercent }) =>
      `| ${maker} | ${firstAdvertMs.toFixed(0)} | ${masterMb.toFixed(1)}, ${backupMb.toFixed(1)} | ${masterPercent.toFixed(2)}, ${backupPercent.toFixed(2)} |`,
  );
  return [head, "|---|---|---|---|", ...lines, "| target for ours | ≤ 200 | ≤ 64 | ≤ 0.2 |"].join("\n");
}
