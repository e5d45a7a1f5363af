/**
 * Splits a command line into words as Compose does: quotes and backslashes as in a shell, nothing else of a shell.
 * Undefined when a quote is not closed.
 */
export function splitWords(line: string): string[] | undefined {
  const token = /\\(.)|'([^']*)'|"((?:[^"\\]|\\.)*)"|(\s+)|([^\s\\'"]+)|(.)/gsu;
  const words: string[] = [];
  let word: string | undefined;
  for (const [, escaped, single, double, space, plain, broken] of line.trim().matchAll(token)) {
    if (broken !== undefined) return undefined;
    if (space !== undefined) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? "") + (escaped ?? single ?? double?.replace(/\\(["\\$`])/g, "$1") ?? plain ?? "");
  }
  return word === undefined ? words : [...words, word];
}
