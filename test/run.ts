import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openContext } from "../lab/command/main.ts";
import { programStage } from "./stage/program.ts";
import { setupStage } from "./stage/setup.ts";
import { formatTally, type Stage, sumOf, type Tally } from "./stage/tally.ts";
import { vitestStage } from "./stage/vitest.ts";

// `npm run check` and `npm test`: every stage runs, also after one that failed.
const root = fileURLToPath(new URL("..", import.meta.url));
const [what, ...filters] = process.argv.slice(2);
// The live tests start hundreds of programs: from here on each is compiled once.
process.env.NODE_COMPILE_CACHE ??= join(root, "node_modules/.cache/compiled");
const context = openContext([], {
  commands: [],
  version: "",
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: new AbortController().signal,
});

const stages: readonly Stage[] = [
  programStage("types", ["tsc", "-p", "."], root),
  programStage("biome", ["biome", "check", "--error-on-warnings"], root),
  programStage("knip", ["knip"], root),
  vitestStage("unit tests", { root, project: "unit", filters }),
  ...(what === "all"
    ? [setupStage(context), vitestStage("live tests", { root, project: "live*", filters })]
    : []),
];

const tallies: Tally[] = [];
for (const stage of stages) {
  const tally = await stage.run();
  tallies.push(tally);
  print(stage.name, tally);
}
const total = sumOf(tallies);
const ranTests = tallies.some(
  (tally, index) => stages[index]?.name.endsWith("tests") && tally.passed + tally.failed > 0,
);
if (!ranTests) context.stdout.line({ fr: "Aucun test n’a tourné.", en: "No test ran." });
context.stdout.line(formatTally(total));
process.exit(total.failed > 0 || !ranTests ? 1 : 0);

function print(name: string, tally: Tally): void {
  const failed = tally.failed > 0;
  const word = context.stdout.paint(failed ? "red" : "green", failed ? "FAILED" : "ok    ");
  const found = tally.passed + tally.failed + tally.skipped > 0 ? `: ${formatTally(tally)}` : "";
  context.stdout.line(`${word}  ${name}${found}`);
  for (const detail of tally.details) context.stdout.line(detail.replace(/^/gm, "        "));
}
