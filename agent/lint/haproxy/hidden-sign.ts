import type { HaproxyRule } from "./rule.ts";

/** Blanks that are none, and signs without width: what is copied from a page may have them. */
const hidden = /\u00a0|\u200b|\ufeff|\u202f/;

/** A sign that nobody sees, and that is part of a word. */
export const hiddenSign: HaproxyRule = {
  name: "hidden-sign",
  find: ({ lines }, report) => {
    for (const line of lines) {
      const index = line.words.findIndex(({ text }) => hidden.test(text));
      if (index < 0) continue;
      report.mistake(line.place(index), "ERR_CONFIG_SYNTAX", {
        fr: "Dans ce mot se cache une espace insécable, ou un signe invisible, venu d'une copie. Tapez-le à nouveau.",
        en: "This word has a blank that does not break, or a sign that nobody sees, from a copy. Type it anew.",
      });
    }
  },
};
