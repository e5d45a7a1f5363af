import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { formatWithExcerpt, type SourceOf } from "../base/excerpt.ts";
import type { Problem } from "../base/problem.ts";
import type { Language } from "../base/text.ts";
import { type ParsedHaproxy, parseHaproxyFiles } from "../config/haproxy/parse.ts";
import { originalVersion } from "../config/haproxy/version.ts";
import { passwordFits } from "../net/crypt.ts";
import { answerNeeds, type MachineAnswers } from "./daemon-files.ts";
import { readSources } from "./daemon-sources.ts";

/** A configuration with everything that the machine had to say of it. */
export interface Loaded {
  readonly parsed: ParsedHaproxy;
  readonly answers: MachineAnswers;
  readonly problems: readonly Problem[];
}

/** How the problems of a file are told. */
export interface Telling {
  readonly language: Language;
  readonly tell: (severity: Severity, message: string) => void;
  /** Each with its line of the file: for `-c`. */
  readonly shown: boolean;
}

/** Reads the files and what they rely on; a file that cannot be read is told of, and undefined given. */
export async function load(
  files: readonly string[],
  { language, tell, shown }: Telling,
): Promise<Loaded | undefined> {
  const found = readSources(files);
  if (found.kind === "unreadable") {
    tell("ALERT", `config : ${found.text[language]}`);
    return undefined;
  }
  const { sources } = found;
  const parsed = parseHaproxyFiles(sources, {
    readFile: readText,
    verifyPassword: passwordFits,
    environment: {
      HAPROXY_LOCALPEER: hostname(),
      HAPROXY_STARTUP_VERSION: originalVersion,
      ...process.env,
    },
  });
  const answers = await answerNeeds(parsed.config);
  const problems = [...parsed.problems, ...answers.problems];
  const lines = new Map(sources.map(({ file, text }) => [file, text.split(/\r?\n/)]));
  const sourceOf: SourceOf = (file, line) => (shown ? lines.get(file)?.[line - 1] : undefined);
  for (const problem of problems) {
    tell(severities[problem.severity], `config : ${formatWithExcerpt(problem, language, sourceOf)}`);
  }
  return { parsed, answers, problems };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return undefined;
  }
}

export type Severity = "NOTICE" | "WARNING" | "ALERT";

const severities: Readonly<Record<Problem["severity"], Severity>> = {
  note: "NOTICE",
  advice: "NOTICE",
  mistake: "WARNING",
  unsupported: "ALERT",
  fatal: "ALERT",
};

/** `[WARNING]  (123) : message`, as the original writes to its standard error. */
export function severityLine(severity: Severity, message: string): string {
  return `${`[${severity}]`.padEnd(10)} (${process.pid}) : ${message}\n`;
}
