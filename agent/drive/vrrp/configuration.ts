import { readFileSync } from "node:fs";
import { hostname, networkInterfaces } from "node:os";
import { dirname, resolve } from "node:path";
import type { SourceOf } from "../../base/excerpt.ts";
import type { IncludeReader } from "../../config/keepalived/include.ts";
import type { Word } from "../../config/keepalived/lexer.ts";
import { type ParseOptions, parseKeepalived } from "../../config/keepalived/parse.ts";
import type { Placement } from "../../config/keepalived/placement.ts";
import { byPlace, type KeepalivedProblem } from "../../config/keepalived/report.ts";
import type { LintInput } from "../../lint/rule.ts";
import { type Checked, checkMachine } from "./check.ts";
import type { VrrpFlags } from "./flag-table.ts";
import { readIncluded } from "./include.ts";
import type { Place } from "./placement.ts";

/** A configuration as this machine can run it, and all that is wrong with it. */
export interface Configuration {
  readonly checked: Checked;
  readonly placement: Placement;
  readonly problems: readonly KeepalivedProblem[];
  /** Nothing in it keeps the daemon from running. */
  readonly runs: boolean;
  readonly sourceOf: SourceOf;
  /** For the rules of `-t`. */
  readonly lintable: LintInput;
}

/** Reads the file of the command line, goes where it says and checks it there; undefined when it cannot be read. */
export function readConfiguration(
  { file, configId, vrrpOnly, namespace }: VrrpFlags,
  place: Place,
): Configuration | undefined {
  const text = readText(file);
  if (text === undefined) return undefined;
  const sources = new Sources();
  sources.add(file, text);
  const options: ParseOptions = {
    vrrpOnly,
    ...(configId === undefined ? {} : { configId }),
    instance: configId ?? hostname(),
    folderOf: (name) => dirname(resolve(name)),
    include: sources.keeping(readIncluded),
  };
  const parsed = parseKeepalived(text, file, options);
  const placement = { ...parsed.config.placement, ...(namespace && { networkNamespace: namespace }) };
  const elsewhere = place.enter(placement, parsed.places.networkNamespace ?? top, file);
  const checked = checkMachine(parsed, file);
  const problems = [
    ...elsewhere,
    ...parsed.problems,
    // In another namespace there are other interfaces.
    ...(elsewhere.length > 0 ? [] : checked.problems),
  ].toSorted(byPlace(file));
  const runs = !problems.some(keepsFromRunning);
  const lintable = { ...parsed, problems, file, source: sources.linesOf(file), scriptText, addressesOf };
  return { checked, placement, problems, runs, sourceOf: sources.lineOf, lintable };
}

/** Of what the command line says. */
const top: Word = { text: "", line: 1, column: 1, quoted: false };

/** What was read, so that a problem can be shown with its line. */
class Sources {
  readonly #lines = new Map<string, readonly string[]>();

  readonly lineOf: SourceOf = (file, line) => this.#lines.get(file)?.[line - 1];

  linesOf(file: string): readonly string[] {
    return this.#lines.get(file) ?? [];
  }

  add(file: string, text: string): void {
    this.#lines.set(file, text.split(/\r?\n/));
  }

  keeping(read: IncludeReader): IncludeReader {
    return (pattern, from) => {
      const included = read(pattern, from);
      for (const { file, text } of included.files) this.add(file, text);
      return included;
    };
  }
}

function scriptText(file: string) {
  const text = readText(file);
  return text === undefined ? undefined : { file, text };
}

function addressesOf(interfaceName: string): readonly string[] {
  return (networkInterfaces()[interfaceName] ?? []).flatMap(({ cidr }) => cidr ?? []);
}

function keepsFromRunning({ severity }: KeepalivedProblem): boolean {
  return severity === "fatal" || severity === "unsupported";
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
