import type { Place, Problem } from "../../base/problem.ts";
import type { HaproxyConfig } from "./config.ts";
import { type FileDraft, newFile } from "./draft.ts";
import { readLine } from "./read-line.ts";
import { Report } from "./report.ts";
import { resolve } from "./resolve.ts";
import type { Section } from "./section.ts";

export interface SourceText {
  readonly file: string;
  readonly text: string;
}

export interface ParsedHaproxy {
  /** Complete also when there are problems; start it only when none is `fatal` or `unsupported`. */
  readonly config: HaproxyConfig;
  readonly problems: readonly Problem[];
  /** The original would print "Warnings were found." */
  readonly originalWarns: boolean;
  /** False: the original ends with exit code 2, "no listener". */
  readonly listens: boolean;
}

/** Gives the content of a file that the configuration names (`acl … -f`); undefined when it cannot be read. */
export type ReadFile = (path: string) => string | undefined;

/** Where there is no machine to look at, such files are empty. */
const noFiles: ReadFile = () => "";

/** Reads an haproxy.cfg. Never throws; gives all problems with line and column (configuration manual §2). */
export function parseHaproxy(text: string, file: string, readFile = noFiles): ParsedHaproxy {
  return parseHaproxyFiles([{ text, file }], readFile);
}

/** Reads several files as one, in their order (`-f` more than once). */
export function parseHaproxyFiles(sources: readonly SourceText[], readFile = noFiles): ParsedHaproxy {
  const report = new Report();
  const draft = newFile(readFile);
  for (const source of sources) readSource(source, draft, report);
  const config = resolve(draft, report);
  const listens = draft.global.statsSockets.length > 0 || draft.proxies.some((proxy) => proxy.listens);
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

function readSource(source: SourceText, draft: FileDraft, report: Report): void {
  const lines = source.text.split("\n");
  const last = lines.pop() ?? "";
  let section: Section = { kind: "none" };
  lines.forEach((text, index) => {
    section = readLine({ text, file: source.file, line: index + 1 }, section, draft, report);
  });
  if (last === "") return;
  section = readLine({ text: last, file: source.file, line: lines.length + 1 }, section, draft, report);
  report.fatal({ file: source.file, line: lines.length + 1, column: last.length + 1 }, "ERR_CONFIG_SYNTAX", {
    fr: "Il manque la fin de la dernière ligne : le fichier est peut-être coupé. Terminez-le par un retour à la ligne.",
    en: "The last line has no end: the file may be cut off. End it with a line feed.",
  });
}
