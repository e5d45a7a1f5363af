/** The words of a command: split at blanks, quotes and backslashes resolved as a shell would, nothing else expanded. */
export function splitCommand(command: string): readonly string[] {
  const pattern = /(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gs;
  return (command.match(pattern) ?? []).map(unquote);
}

function unquote(word: string): string {
  return word.replace(/\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/gs, (_, escaped, double, single) => {
    if (escaped !== undefined) return escaped;
    return single ?? double.replace(/\\(.)/gs, "$1");
  });
}
