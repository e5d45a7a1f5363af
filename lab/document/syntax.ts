import type { ErrorCode } from "yaml";
import type { Text } from "../../agent/base/text.ts";

/** What the usual mistakes in YAML mean, in words; the YAML library's own sentence follows. */
const meanings: Partial<Record<ErrorCode, Text>> = {
  BAD_INDENT: {
    fr: "l'indentation ne va pas ; alignez cette ligne avec ses voisines",
    en: "the indentation is wrong; align this line with its neighbours",
  },
  TAB_AS_INDENT: {
    fr: "une tabulation sert d'indentation ; mettez des espaces",
    en: "a tab is used as indentation; use spaces",
  },
  DUPLICATE_KEY: {
    fr: "cette clé est déjà donnée plus haut ; retirez l'une des deux",
    en: "this key is already given above; remove one of the two",
  },
  MISSING_CHAR: {
    fr: "il manque un caractère (guillemet, deux-points, crochet)",
    en: "a character is missing (quote, colon, bracket)",
  },
  MULTIPLE_DOCS: {
    fr: "le fichier contient plusieurs documents ; n'en gardez qu'un",
    en: "the file holds several documents; keep one",
  },
  TAG_RESOLVE_FAILED: {
    fr: "cette étiquette (!…) n'est pas comprise ; retirez-la",
    en: "this tag (!…) is not understood; remove it",
  },
};

const unknown: Text = { fr: "ce n'est pas du YAML correct", en: "this is not valid YAML" };

export function syntaxText(code: ErrorCode, detail: string): Text {
  const { fr, en } = meanings[code] ?? unknown;
  return { fr: `${fr} (${detail})`, en: `${en} (${detail})` };
}
