import { nearest } from "../../base/nearest.ts";
import type { Text } from "../../base/text.ts";
import { missingBrace } from "./brace.ts";
import type { Cursor } from "./cursor.ts";
import { blocks } from "./index.ts";
import type { Keyword, KeywordTable } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";

/** Where an unknown keyword was met. */
export interface UnknownPlace {
  readonly cursor: Cursor;
  readonly report: Report;
  readonly table: KeywordTable<never>;
}

/** An unknown keyword; with a `{` behind it the original ignores the brace, and so do we. */
export function reportUnknown({ cursor, report, table }: UnknownPlace, keyword: Word): void {
  const brace = cursor.takeOpen();
  if (brace !== undefined) cursor.orphans += 1;
  const consequence =
    brace === undefined
      ? { fr: "keepalived ignore cette ligne.", en: "keepalived ignores this line." }
      : {
          fr: "keepalived ignore cette ligne, son accolade et tout ce que le bloc contient.",
          en: "keepalived ignores this line, its brace and everything in the block.",
        };
  const { instead, hint } = adviceFor(keyword, table, cursor);
  const unclosed = cursor.unclosedBefore(keyword);
  const name = keyword.text.replace(/\p{C}/gu, "\u00b7");
  const text = {
    fr: `Mot-clé inconnu "${name}" : ${consequence.fr}${hint.fr}`,
    en: `Unknown keyword "${name}": ${consequence.en}${hint.en}`,
  };
  if (unclosed === undefined) report.misspelt(keyword, "ERR_CONFIG_KEYWORD", text, instead);
  else report.lacking(keyword, "ERR_CONFIG_KEYWORD", text, missingBrace(unclosed));
}

/**
 * In a block that is ignored, where a keyword that nothing knows is no surprise: one that is nearly known is misspelt all
 * the same, and its author should hear of it at once. The brace behind it belongs to nothing either.
 */
export function reportInIgnored(
  { cursor, report }: Pick<UnknownPlace, "cursor" | "report">,
  keyword: Word,
): void {
  if (cursor.takeOpen() !== undefined) cursor.orphans += 1;
  if (!/^[A-Za-z_]{5,}$/.test(keyword.text) || everyKeyword().has(keyword.text)) return;
  const instead = nearest(keyword.text, everyKeyword());
  if (instead === undefined) return;
  const text = {
    fr: `Mot-clé inconnu "${keyword.text}", dans un bloc que keepalived ignore déjà. Vouliez-vous dire "${instead}" ?`,
    en: `Unknown keyword "${keyword.text}", in a block that keepalived ignores already. Did you mean "${instead}"?`,
  };
  report.misspelt(keyword, "ERR_CONFIG_KEYWORD", text, instead);
}

let known: ReadonlySet<string> | undefined;

/** Of all blocks, and of the blocks in them. */
function everyKeyword(): ReadonlySet<string> {
  known ??= new Set([...Object.keys(blocks), ...Object.values(blocks).flatMap(keywordsOf)]);
  return known;
}

function keywordsOf(table: KeywordTable<never>): readonly string[] {
  return Object.entries<Keyword<never>>(table).flatMap(([name, row]) =>
    row.kind === "block" ? [name, ...Object.keys(row.table)] : [name],
  );
}

interface Advice {
  readonly hint: Text;
  readonly instead?: string;
}

/** "GNU nano 7.2 …": copied from the terminal together with the file, in one of the course's documents too. */
const editorTitle: Advice = {
  hint: {
    fr: " C'est sans doute la ligne de titre de l'éditeur nano, copiée avec le fichier : effacez-la.",
    en: " It is probably the title line of the editor nano, copied along with the file: delete it.",
  },
};

/** Marks and blanks that nobody sees, and that come with what is copied from a web page or saved by Windows. */
const unseen = /[\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u2060\u3000\ufeff]/u;

function adviceFor(keyword: Word, table: KeywordTable<never>, cursor: Cursor): Advice {
  if (keyword.text === "GNU") return editorTitle;
  if (unseen.test(keyword.text)) return unseenAdvice(keyword.text);
  const home = homeAdvice(keyword, cursor);
  if (home !== undefined) return home;
  const instead = nearest(keyword.text, Object.keys(table));
  if (instead !== undefined) {
    const hint = { fr: ` Vouliez-vous dire "${instead}" ?`, en: ` Did you mean "${instead}"?` };
    return { hint, instead };
  }
  return { hint: { fr: "", en: "" } };
}

/** It is known, in another place: a `}` is missing or too many further up, or the line was put in the wrong block. */
function homeAdvice(keyword: Word, cursor: Cursor): Advice | undefined {
  const { text } = keyword;
  const unclosed = cursor.unclosedBefore(keyword);
  if (unclosed !== undefined) return unclosedAdvice(unclosed.opener);
  if (Object.hasOwn(blocks, text)) {
    return {
      hint: {
        fr: ` "${text}" commence un bloc à part, en dehors de tout autre : il manque sans doute une « } » plus haut.`,
        en: ` "${text}" begins a block of its own, outside of all others: a "}" is probably missing further up.`,
      },
    };
  }
  const homes = Object.entries(blocks).filter(([, table]) => Object.hasOwn(table, text));
  if (homes.length === 0) return undefined;
  const names = homes.map(([name]) => `${name} { … }`);
  return {
    hint: {
      fr: ` Sa place est dans ${names.join(" ou ")} : le bloc s'est-il fermé trop tôt ?`,
      en: ` It belongs in ${names.join(" or ")}: did the block end too early?`,
    },
  };
}

function unclosedAdvice(opener: Word): Advice {
  return {
    hint: {
      fr: ` Le bloc "${opener.text}" de la ligne ${opener.line} n'est pas fermé : il manque une « } » avant cette ligne.`,
      en: ` The block "${opener.text}" of line ${opener.line} is not closed: a "}" is missing in front of this line.`,
    },
  };
}

function unseenAdvice(text: string): Advice {
  const [found = ""] = unseen.exec(text) ?? [];
  const point = `U+${found.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}`;
  const instead = text
    .split(new RegExp(unseen, "gu"))
    .filter((part) => part !== "")
    .join(" ");
  if (found === "\ufeff") {
    const hint = {
      fr: ` Le fichier commence par une marque invisible (${point}) que certains éditeurs de Windows ajoutent : enregistrez-le en « UTF-8 sans BOM ».`,
      en: ` The file begins with an invisible mark (${point}) that some editors on Windows add: save it as "UTF-8 without BOM".`,
    };
    return { hint, instead };
  }
  const hint = {
    fr: ` Il contient un caractère invisible (${point}), copié sans doute d'une page web : remplacez-le par une espace ordinaire.`,
    en: ` It contains an invisible character (${point}), probably copied from a web page: replace it by an ordinary blank.`,
  };
  return { hint, instead };
}
