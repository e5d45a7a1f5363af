import { fileURLToPath } from "node:url";
import { judgeCores } from "../lab/sim/soak/judge.ts";
import { mutants } from "./mutant/list.ts";
import { MutantTrial } from "./mutant/trial.ts";

/**
 * Puts one mistake after the other into a copy of the agent's cores, and lets the simulator look for it: the figures of
 * the RFC, then the invariants in random worlds. Ends with 1 when it misses one, or finds one in the cores as they are.
 * Usage: `node bench/mutants.ts [part of a name]`.
 */
const wanted = process.argv[2] ?? "";
const share = [1, 40, 2] as const;

const clean = judgeCores(...share);
process.stdout.write(`the cores as they are: ${clean ?? "nothing found"}\n`);
using trial = new MutantTrial(fileURLToPath(new URL("..", import.meta.url)));
let missed = clean === undefined ? 0 : 1;
for (const mutant of mutants.filter(({ name }) => name.includes(wanted))) {
  const found = trial.find(mutant, share);
  if (found === undefined) missed += 1;
  process.stdout.write(
    `${found === undefined ? "MISSED" : "found "}  ${mutant.name} (${mutant.file}): ${found ?? ""}\n`,
  );
}
process.stdout.write(`${missed} missed\n`);
process.exitCode = missed === 0 ? 0 : 1;
