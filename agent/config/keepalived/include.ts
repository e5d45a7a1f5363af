import type { Text } from "../../base/text.ts";

/** What `include` found: the files in their order, or why there are none. */
export interface Included {
  readonly files: readonly { readonly file: string; readonly text: string }[];
  /** Paths without a file, and folders: the original says so and goes on. */
  readonly missing: readonly string[];
}

/** Finds and reads the files of a pattern (glob(7), with csh braces), relative to the folder of `from`. */
export type IncludeReader = (pattern: string, from: string) => Included;

/** `include PATTERN`, and with what the original checks: r a file must be readable, m and w a pattern must match, a all. */
export interface IncludeLine {
  readonly pattern: string;
  readonly checks: "" | "r" | "m" | "w" | "b" | "a";
}

export function readInclude(text: string): IncludeLine | undefined {
  const [, checks, pattern] = /^include([rmwba]?)\s+(\S.*)$/.exec(text) ?? [];
  if (pattern === undefined) return undefined;
  return { pattern: pattern.trim(), checks: (checks ?? "") as IncludeLine["checks"] };
}

/** `a{b,c{d,e}}` as csh does: `ab`, `acd`, `ace`. A pattern without a whole pair of braces stays as it is. */
export function expandBraces(pattern: string): readonly string[] {
  const inner = /\{([^{}]*,[^{}]*)\}/.exec(pattern);
  if (inner === null) return [pattern];
  const before = pattern.slice(0, inner.index);
  const after = pattern.slice(inner.index + inner[0].length);
  const choices = inner[1]?.split(",") ?? [];
  return [...new Set(choices.flatMap((choice) => expandBraces(before + choice + after)))];
}

export function missingText(path: string): Text {
  return {
    fr: `include : il n'y a pas de fichier lisible "${path}" ; keepalived continue sans lui.`,
    en: `include: there is no readable file "${path}"; keepalived goes on without it.`,
  };
}

export function neededText({ pattern, checks }: IncludeLine): Text {
  return {
    fr: `include${checks} : il n'y a pas de fichier lisible "${pattern}" : keepalived ne démarre pas. Créez-le, ou écrivez « include » s'il peut manquer.`,
    en: `include${checks}: there is no readable file "${pattern}": keepalived does not start. Make it, or write "include" if it may be missing.`,
  };
}

export const nestedText: Text = {
  fr: "include : les fichiers s'incluent les uns les autres sans fin.",
  en: "include: the files include each other without end.",
};
