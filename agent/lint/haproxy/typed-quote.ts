import type { HaproxyRule } from "./rule.ts";

/** Quotes of a word processor: for HAProxy they are letters. */
export const typedQuote: HaproxyRule = {
  name: "typed-quote",
  find: ({ lines }, report) => {
    for (const line of lines) {
      const index = line.words.findIndex(({ text }) =>
        /[\u2018\u2019\u201c\u201d\u00ab\u00bb]|\u00e2\u0080[\u0098\u0099\u009c\u009d]|\u00c2[\u00ab\u00bb]/.test(
          text,
        ),
      );
      if (index < 0) continue;
      report.mistake(line.place(index), "ERR_CONFIG_SYNTAX", {
        fr: `Les guillemets typographiques ne gardent rien ensemble ici : ils font partie du texte. Écrivez '"'.`,
        en: `Typographic quotes keep nothing together here: they are part of the text. Write '"'.`,
      });
    }
  },
};
