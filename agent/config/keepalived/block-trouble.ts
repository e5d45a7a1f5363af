import { missingBrace, type Superfluous, type Unclosed } from "./brace.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";

export function reportBrace(report: Report, brace: Word, keyword: Word): void {
  report.mistake(brace, "ERR_CONFIG_SYNTAX", {
    fr: `"${keyword.text}" n'ouvre pas de bloc : keepalived ignore cette accolade, et la prochaine « } » ferme le bloc d'avant.`,
    en: `"${keyword.text}" opens no block: keepalived ignores this brace, and the next "}" closes the block before.`,
  });
}

export function reportNoBrace(report: Report, keyword: Word): void {
  report.mistake(keyword, "ERR_CONFIG_SYNTAX", {
    fr: `Il manque « { » après "${keyword.text}".`,
    en: `There is no "{" after "${keyword.text}".`,
  });
}

export function reportUnclosed(report: Report, unclosed: Unclosed): void {
  const { opener, before } = unclosed;
  const place =
    before === undefined
      ? { fr: "Écrivez-la à la fin du fichier.", en: "Write it at the end of the file." }
      : {
          fr: `D'après les marges, elle devrait se trouver avant la ligne ${before.line}.`,
          en: `Judging by the margins, it should stand in front of line ${before.line}.`,
        };
  const text = {
    fr: `Le bloc "${opener.text}" ouvert ici n'est jamais fermé : il manque une « } ». ${place.fr}`,
    en: `The block "${opener.text}" opened here is never closed: a "}" is missing. ${place.en}`,
  };
  report.lacking(opener, "ERR_CONFIG_SYNTAX", text, missingBrace(unclosed));
}

/** A line that the author meant to stand behind the list. */
export function reportInList(report: Report, keyword: Word, unclosed: Unclosed): void {
  const { opener } = unclosed;
  const text = {
    fr: `Le bloc "${opener.text}" de la ligne ${opener.line} n'est pas fermé : il manque une « } » avant cette ligne, et keepalived prend "${keyword.text}" pour un élément de sa liste.`,
    en: `The block "${opener.text}" of line ${opener.line} is not closed: a "}" is missing in front of this line, and keepalived takes "${keyword.text}" for an entry of its list.`,
  };
  report.lacking(keyword, "ERR_CONFIG_SYNTAX", text, missingBrace(unclosed));
}

export function reportStrayClose(report: Report, { close, opener }: Superfluous): void {
  const place =
    opener === undefined
      ? {
          fr: "Cette « } » ne ferme rien : il y en a une de trop, ou un bloc s'est fermé plus haut que prévu.",
          en: 'This "}" closes nothing: it is one too many, or a block ended further up than it should.',
        }
      : {
          fr: `Une « } » de trop, sans doute celle-ci : elle ferme déjà le bloc "${opener.text}" de la ligne ${opener.line}, et ce qui suit n'en fait plus partie.`,
          en: `There is one "}" too many, probably this one: it already closes the block "${opener.text}" of line ${opener.line}, and what follows is no part of it any more.`,
        };
  report.mistake(close, "ERR_CONFIG_SYNTAX", place);
}

export function reportNoValue(report: Report, keyword: Word): void {
  report.fatal(
    keyword,
    "ERR_CONFIG_SYNTAX",
    {
      fr: `Il manque une valeur après "${keyword.text}". keepalived ne démarre pas.`,
      en: `There is no value after "${keyword.text}". keepalived does not start.`,
    },
    2,
  );
}

export function reportExtra(report: Report, keyword: Word, extra: Word): void {
  report.mistake(
    extra,
    "ERR_CONFIG_SYNTAX",
    {
      fr: `"${extra.text}" est de trop après "${keyword.text}" : keepalived l'ignore sans le dire.`,
      en: `"${extra.text}" is one word too many after "${keyword.text}": keepalived ignores it without a word.`,
    },
    0,
  );
}

export function reportRepeated(report: Report, keyword: Word): void {
  report.mistake(
    keyword,
    "ERR_CONFIG_DUPLICATE",
    {
      fr: `"${keyword.text}" apparaît deux fois dans ce bloc : la dernière ligne l'emporte, sans avertissement de keepalived.`,
      en: `"${keyword.text}" stands twice in this block: the last line wins, and keepalived does not say so.`,
    },
    0,
  );
}

/** A keyword of ours where the original reads it too: it would call it unknown, and ignore it. */
export function reportForeign(report: Report, keyword: Word): void {
  report.mistake(keyword, "ERR_CONFIG_KEYWORD", {
    fr: `"${keyword.text}" n'est pas un mot-clé de keepalived, qui ignore cette ligne : écrivez "@bascule ${keyword.text} …".`,
    en: `"${keyword.text}" is not a keyword of keepalived, which ignores this line: write "@bascule ${keyword.text} …".`,
  });
}
