import type { Line } from "../../config/keepalived/tree.ts";
import { findingAt } from "../place.ts";
import type { Rule } from "../rule.ts";

const quote = /[\u00ab\u00bb\u2018\u2019\u201c-\u201e]/u;

/** Quotes as a word processor or a web page makes them are letters like others for keepalived. */
export const typographicQuote: Rule = {
  name: "typographic-quote",
  find: (input) =>
    linesOf(input.lines).flatMap(({ words }) => {
      const at = words.find(({ text, quoted }) => !quoted && quote.test(text));
      if (at === undefined) return [];
      const source = input.source[at.line - 1] ?? "";
      const line = source.replace(new RegExp(`\\s*${quote.source}\\s*`, "gu"), (found) =>
        found.replace(quote, '"').replace(/[\u00a0\u202f]/gu, ""),
      );
      const isHere = at.file === undefined;
      return [
        findingAt(input, at, "ERR_CONFIG_SYNTAX", {
          severity: "mistake",
          text: {
            fr: `Ces guillemets viennent d'un traitement de texte ou d'une page web : pour keepalived ce sont des lettres du mot. Écrivez le guillemet droit (").`,
            en: `These quotes come from a word processor or a web page: for keepalived they are letters of the word. Write the straight quote (").`,
          },
          ...(isHere ? { fix: [{ file: input.file, line: at.line, removed: 1, lines: [line] }] } : {}),
        }),
      ];
    }),
};

/** All lines, those of blocks too; a file may nest deeper than a function may call itself. */
function linesOf(lines: readonly Line[]): readonly Line[] {
  const found: Line[] = [];
  const waiting = lines.toReversed();
  for (let line = waiting.pop(); line !== undefined; line = waiting.pop()) {
    found.push(line);
    for (const inner of line.block?.toReversed() ?? []) waiting.push(inner);
  }
  return found;
}
