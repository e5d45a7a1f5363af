import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import type { Command } from "./command.ts";
import { exitCodes } from "./exit-code.ts";
import { main, openContext, type Surroundings } from "./main.ts";
import { reportError } from "./report-error.ts";
import { abortOnStop, underWay } from "./stop.ts";
import { watchResults } from "./stream-error.ts";

/** After an error that nobody caught, the rest gets this long to clean up. */
const lastCleanUpMs = 20_000;

/** Runs this process's command line with these commands, and ends the process. */
export async function runProcess(commands: readonly Command[]): Promise<never> {
  const argv = process.argv.slice(2);
  // Should everything come to rest without an answer, then nothing was decided.
  process.exitCode = exitCodes.undecided.code;
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
  process.on("uncaughtException", (error) => {
    const exitCode = reportError(error, context);
    stop.abort(error);
    setTimeout(() => process.exit(exitCode), lastCleanUpMs).unref();
  });
  const exitCode = await main(argv, surroundings);
  // Errors of the stream arrive with the event loop's next turn.
  await new Promise((resolve) => process.stdout.write("", resolve));
  const lost = lostResults();
  process.exit(lost === undefined ? exitCode : reportError(lost, context));
}

/** The launcher leaves its mark; it is taken away so that programs started from here do not see it. */
function launchedByOurs(): boolean {
  const isOurs = process.env.BASCULE_LAUNCHED === "1" && process.connected;
  delete process.env.BASCULE_LAUNCHED;
  return isOurs;
}

function ownVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
