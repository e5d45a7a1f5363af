import type { Problem } from "../../../agent/base/problem.ts";

export type Files = Readonly<Record<string, string>>;

/** The files after doing what a problem proposes; undefined when it proposes nothing. */
export function applied(
  files: Files,
  { file, line, column, width = 1, instead, fix }: Problem,
): Files | undefined {
  if (fix === undefined && instead === undefined) return undefined;
  const lines = new Map(Object.entries(files).map(([name, text]) => [name, text.split("\n")]));
  const own = lines.get(file) ?? [];
  const source = own[line - 1] ?? "";
  const word = `${source.slice(0, column - 1)}${instead}${source.slice(column - 1 + width)}`;
  const edits = fix ?? [{ file, line, removed: 1, lines: [word] }];
  // From the end, so that the numbers of the lines above stay right.
  for (const edit of edits.toSorted((a, b) => b.line - a.line)) {
    lines.get(edit.file)?.splice(edit.line - 1, edit.removed, ...edit.lines);
  }
  return Object.fromEntries([...lines].map(([name, text]) => [name, text.join("\n")]));
}
