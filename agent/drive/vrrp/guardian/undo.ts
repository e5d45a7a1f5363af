/** One thing that a killed daemon leaves behind, and what takes it away. */
export type Undo =
  /** A command of ip(8), without the word `ip`: `["address", "del", "192.168.1.100/24", "dev", "eth0"]`. */
  | { readonly kind: "ip"; readonly words: readonly string[] }
  /** A program, run after these. */
  | { readonly kind: "run"; readonly argv: readonly string[] };

/** Where the parts of a daemon write what is to be undone should it be killed. */
export interface UndoList {
  /**
   * From now on this, and nothing else, is to be undone for `key`. Call it before something is set, and with an empty
   * list after it was taken away in order.
   */
  set(key: string, undos: readonly Undo[]): void;
}

/**
 * All that is to be undone, as the guardian reads it: one line each, then a line with a dot. What was said before is
 * forgotten; a list without its end does not count.
 */
export function encodeUndos(undos: readonly Undo[]): string {
  return `${undos.map((undo) => `${line(undo)}\n`).join("")}.\n`;
}

function line(undo: Undo): string {
  return undo.kind === "ip" ? `ip ${undo.words.join(" ")}` : `run ${undo.argv.map(quoted).join(" ")}`;
}

/** A word of sh(1). */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
