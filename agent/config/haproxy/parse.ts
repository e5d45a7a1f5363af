import type { VerifyPassword } from "../../acl/accounts.ts";
import type { Place, Problem } from "../../base/problem.ts";
import type { Text } from "../../base/text.ts";
import type { HaproxyConfig } from "./config.ts";
import { newFile } from "./draft.ts";
import { readFile, type SourceText } from "./read-file.ts";
import { Report } from "./report.ts";
import { resolve } from "./resolve.ts";

export interface ParsedHaproxy {
  /** Complete also when there are problems; start it only when none is `fatal` or `unsupported`. */
  readonly config: HaproxyConfig;
  readonly problems: readonly Problem[];
  /** The original would print "Warnings were found." */
  readonly originalWarns: boolean;
  /** False: the original ends with exit code 2, "no listener". */
  readonly listens: boolean;
}

/** What there is around the files. */
export interface Surroundings {
  /** Gives the content of a file that the configuration names (`acl … -f`); undefined when it cannot be read. */
  readonly readFile: (path: string) => string | undefined;
  /** What `"$NAME"` stands for. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** True when a password fits what crypt(3) made of it; without it none does. */
  readonly verifyPassword?: VerifyPassword;
}

/** Where there is no machine to look at, such files are empty, and no variable is set. */
const nothing: Surroundings = { readFile: () => "", environment: {} };

/** Reads an haproxy.cfg. Never throws; gives all problems with line and column (configuration manual §2). */
export function parseHaproxy(text: string, file: string, around = nothing): ParsedHaproxy {
  return parseHaproxyFiles([{ text, file }], around);
}

/** Reads several files as one, in their order (`-f` more than once). */
export function parseHaproxyFiles(sources: readonly SourceText[], around = nothing): ParsedHaproxy {
  const report = new Report();
  const draft = newFile(around);
  for (const source of sources) readFile(source, draft, report);
  const config = resolve(draft, report);
  if (draft.global.zeroWarning && report.originalWarns)
    report.fatal(draft.global.zeroWarning, "ERR_CONFIG_VALUE", zeroWarning);
  const listens =
    draft.global.statsSockets.length > 0 ||
    draft.proxies.some(({ listens: does, disabled }) => does && !disabled);
  const problems = report.problems.map((problem, index) => ({ problem, index }));
  const order = sources.map((source) => source.file);
  problems.sort((left, right) => compare(left.problem, right.problem, order) || left.index - right.index);
  return {
    config,
    problems: problems.map((entry) => entry.problem),
    originalWarns: report.originalWarns,
    listens,
  };
}

function compare(left: Place, right: Place, order: readonly string[]): number {
  return (
    order.indexOf(left.file) - order.indexOf(right.file) ||
    left.line - right.line ||
    left.column - right.column
  );
}

const zeroWarning: Text = {
  fr: '"zero-warning" refuse un fichier qui a des avertissements. Corrigez-les, ou retirez ce mot.',
  en: '"zero-warning" refuses a file that has warnings. Correct them, or remove this word.',
};
