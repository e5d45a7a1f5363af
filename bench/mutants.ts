import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { judgeCores } from "../lab/sim/soak/judge.ts";
import { mutate } from "./mutant/apply.ts";
import { mutants } from "./mutant/list.ts";

/**
 * Puts one mistake after the other into a copy of the agent's cores, and lets the simulator look for it: the figures of
 * the RFC, then the invariants in random worlds. Ends with 1 when it misses one, or finds one in the cores as they are.
 * Usage: `node bench/mutants.ts [part of a name]`.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "bascule-mutants-"));
const wanted = process.argv[2] ?? "";
/** First seed, worlds, and hours in each. */
const share = [1, 40, 2] as const;
/** A mutant that does not end has been found too. */
const patienceMs = 300_000;

try {
  for (const name of ["agent", "lab", "package.json"])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  process.exitCode = run();
} finally {
  rmSync(folder, { recursive: true });
}

function run(): number {
  const clean = judgeCores(...share);
  process.stdout.write(`the cores as they are: ${clean ?? "nothing found"}\n`);
  let missed = clean === undefined ? 0 : 1;
  for (const mutant of mutants.filter(({ name }) => name.includes(wanted))) {
    const file = join(folder, mutant.file);
    const original = mutate(root, mutant);
    writeFileSync(file, original.mutated);
    const found = judge();
    writeFileSync(file, original.source);
    if (found === undefined) missed += 1;
    process.stdout.write(
      `${found === undefined ? "MISSED" : "found "}  ${mutant.name} (${mutant.file}): ${found ?? ""}\n`,
    );
  }
  process.stdout.write(`${missed} missed\n`);
  return missed === 0 ? 0 : 1;
}

function judge(): string | undefined {
  const module = JSON.stringify(join(folder, "lab/sim/soak/judge.ts"));
  const program = `const { judgeCores } = await import(${module}); process.stdout.write(judgeCores(${share.join(", ")}) ?? "");`;
  const ran = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
    encoding: "utf8",
    timeout: patienceMs,
  });
  if (ran.error !== undefined) return `does not end (${ran.error.message})`;
  if (ran.status !== 0)
    return `ends with ${ran.status}: ${ran.stderr.split("\n").find((line) => line.includes("Error"))}`;
  return ran.stdout === "" ? undefined : ran.stdout;
}
