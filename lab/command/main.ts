import { languageOf, type Text } from "../../agent/base/text.ts";
import type { Command } from "./command.ts";
import type { Context, Environment } from "./context.ts";
import { exitCodes } from "./exit-code.ts";
import { languageIn, verbosityIn } from "./global-option.ts";
import { overviewHelp } from "./help-text.ts";
import { Interrupted } from "./interrupted.ts";
import { openOutput, type Sink } from "./output.ts";
import { parseCommandLine, type Request } from "./parse.ts";
import { reportError } from "./report-error.ts";

/** All that `bascule` takes from the process in which it runs. */
export interface Surroundings {
  readonly commands: readonly Command[];
  readonly version: string;
  readonly environment: Environment;
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly signal: AbortSignal;
}

/** Runs one command line, the words after `bascule`, to its exit code. Never rejects. */
export async function main(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const context = openContext(argv, surroundings);
  try {
    const request = parseCommandLine(argv, { ...surroundings, context });
    const exitCode = await answer(request, surroundings.commands, context);
    return interruption(context.signal)?.exitCode ?? exitCode;
  } catch (error) {
    const interrupted = interruption(context.signal);
    if (interrupted !== undefined && isAbort(error, interrupted)) return interrupted.exitCode;
    const exitCode = reportError(error, context);
    return interrupted?.exitCode ?? exitCode;
  }
}

/** The context that a command line and its surroundings give. */
export function openContext(argv: readonly string[], surroundings: Surroundings): Context {
  const { environment, signal } = surroundings;
  const language = languageIn(argv, languageOf(environment));
  const verbosity = verbosityIn(argv);
  const stderr = openOutput(surroundings.stderr, { language, environment });
  const stdout = openOutput(surroundings.stdout, { language, environment });
  const progress = (text: Text | string) => {
    if (verbosity !== "quiet") stderr.line(text);
  };
  const detail = (text: Text | string) => {
    if (verbosity === "verbose") stderr.line(text);
  };
  return { language, verbosity, environment, stdout, stderr, signal, progress, detail };
}

async function answer(request: Request, commands: readonly Command[], context: Context): Promise<number> {
  if (request.kind === "answered") return exitCodes.done.code;
  if (request.kind === "run") return request.command.run(request.input, context);
  const { language, stderr } = context;
  stderr.write(overviewHelp(commands, { language, paint: stderr.paint, columns: stderr.columns }));
  return exitCodes.usage.code;
}

function interruption(signal: AbortSignal): Interrupted | undefined {
  return signal.aborted && signal.reason instanceof Interrupted ? signal.reason : undefined;
}

/** Node's own functions throw an `AbortError` of theirs when the signal ends them. */
function isAbort(error: unknown, interrupted: Interrupted): boolean {
  return error === interrupted || (error instanceof Error && error.name === "AbortError");
}
