import { parseArgs } from "node:util";
import { playSetup } from "../lab/sim/soak/play.ts";
import { randomSetup } from "../lab/sim/soak/random-setup.ts";
import { shrink } from "../lab/sim/soak/shrink.ts";

/**
 * Random worlds for so many simulated hours: the invariants of docs/simulator.md hold, or the smallest schedule is printed
 * that shows otherwise (for test/cases/sim). Usage: `nice node bench/soak.ts [--hours 10000] [--each 10] [--watch 0.02] [--seed N]`.
 */
const { values } = parseArgs({
  options: {
    hours: { type: "string", default: "10000" },
    each: { type: "string", default: "10" },
    /** The share of worlds with the watch connection. */
    watch: { type: "string", default: "0.02" },
    seed: { type: "string", default: `${Date.now() % 2 ** 31}` },
  },
});
const each = Number(values.each);
const worlds = Math.ceil(Number(values.hours) / each);
const firstSeed = Number(values.seed);
const startMs = performance.now();
let faults = 0;
let violations = 0;

process.stdout.write(`${worlds} worlds of ${each} simulated hours, seeds from ${firstSeed}\n`);
for (let index = 0; index < worlds; index++) {
  const setup = randomSetup(firstSeed + index, each, Number(values.watch));
  faults += setup.schedule.length;
  const violation = playSetup(setup);
  if (violation !== undefined) {
    violations += 1;
    process.stdout.write(
      `seed ${setup.seed}: ${violation.invariant} at ${violation.atMs} ms: ${violation.detail}\n`,
    );
    process.stdout.write(`${JSON.stringify(shrink(setup, violation))}\n`);
  }
  if ((index + 1) % 50 === 0 || index + 1 === worlds) report(index + 1);
}
process.exitCode = violations === 0 ? 0 : 1;

function report(played: number): void {
  const tookS = (performance.now() - startMs) / 1000;
  process.stdout.write(
    `${played * each} simulated hours, ${faults} faults and healings, ${violations} violations, ${tookS.toFixed(0)} s\n`,
  );
}
