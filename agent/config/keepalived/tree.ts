import type { Item, Word } from "./lexer.ts";

/** A line as it is written, with the lines of its block: what rules look at that need places, not meanings. */
export interface Line {
  readonly words: readonly [Word, ...Word[]];
  readonly block?: readonly Line[];
  /** The `}` of its block. */
  readonly close?: Word;
}

/** The lines of a file, blocks within blocks. A block that nothing closes ends with the file; never throws. */
export function treeOf(items: readonly Item[]): readonly Line[] {
  const root: Line[] = [];
  const open: { readonly line: { -readonly [Key in keyof Line]: Line[Key] }; readonly block: Line[] }[] = [];
  const current = () => open.at(-1)?.block ?? root;
  for (const item of items) {
    if (item.kind === "words") current().push({ words: item.words });
    else if (item.kind === "close") {
      const ended = open.pop();
      if (ended !== undefined) ended.line.close = item.at;
    } else {
      const block: Line[] = [];
      const line = { ...(current().pop() ?? { words: [item.at] }), block } as Line;
      current().push(line);
      open.push({ line, block });
    }
  }
  return root;
}
