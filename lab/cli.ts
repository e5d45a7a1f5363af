import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import type { Context } from "./command/context.ts";
import { exitCodes } from "./command/exit-code.ts";
import { commands } from "./command/index.ts";
import { main, openContext, type Surroundings } from "./command/main.ts";
import { reportError } from "./command/report-error.ts";
import { abortOnStop, type StopControl, underWay } from "./command/stop.ts";
import { watchResults } from "./command/stream-error.ts";

/** After an error that nobody caught, the rest gets this long to clean up. */
const lastCleanUpMs = 20_000;

const argv = process.argv.slice(2);
const stop = abortOnStop({
  source: process,
  nowMs: () => performance.now(),
  endsWithParent: launchedByOurs(),
  onAgain: () => context.stderr.line(underWay),
});
const surroundings: Surroundings = {
  commands,
  version: ownVersion(),
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: stop.signal,
};
const context = openContext(argv, surroundings);
const lostResults = watchResults(process.stdout);
watchResults(process.stderr);
endAfterUncaught(context, stop);
// Should everything end without an answer, then nothing was decided.
process.exitCode = exitCodes.undecided.code;
process.exit(withLostResults(await main(argv, surroundings)));

/** The launcher leaves its mark; it is taken away so that programs started from here do not see it. */
function launchedByOurs(): boolean {
  const isOurs = process.env.BASCULE_LAUNCHED === "1" && process.connected;
  delete process.env.BASCULE_LAUNCHED;
  return isOurs;
}

function ownVersion(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

function withLostResults(exitCode: number): number {
  const lost = lostResults();
  return lost === undefined ? exitCode : reportError(lost, context);
}

function endAfterUncaught(context: Context, stop: StopControl): void {
  process.on("uncaughtException", (error) => {
    const exitCode = reportError(error, context);
    stop.abort(error);
    setTimeout(() => process.exit(exitCode), lastCleanUpMs).unref();
  });
}
