import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mutate } from "./apply.ts";
import type { Mutant } from "./list.ts";

/** First seed, worlds, and hours in each: what `judgeCores` is given. */
export type Share = readonly [firstSeed: number, worlds: number, hours: number];

/** A mutant that does not end has been found too. */
const patienceMs = 300_000;

/** A copy of the sources in which one mistake after the other is made. */
export class MutantTrial implements Disposable {
  readonly #root: string;
  readonly #folder = mkdtempSync(join(tmpdir(), "bascule-mutants-"));

  constructor(root: string) {
    this.#root = root;
    for (const name of ["agent", "lab", "package.json"])
      cpSync(join(root, name), join(this.#folder, name), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(this.#folder, "node_modules"));
  }

  /** What the simulator finds wrong with the cores that have this mistake; undefined: nothing. */
  find(mutant: Mutant, share: Share): string | undefined {
    const file = join(this.#folder, mutant.file);
    const { source, mutated } = mutate(this.#root, mutant);
    writeFileSync(file, mutated);
    const found = this.#judge(share);
    writeFileSync(file, source);
    return found;
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }

  #judge(share: Share): string | undefined {
    const module = JSON.stringify(join(this.#folder, "lab/sim/soak/judge.ts"));
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
}
