import type { HaproxyRule } from "./rule.ts";
import { criteriaOf } from "./written-criterion.ts";

/** A star stands for itself: only `_reg` knows patterns, of another kind. */
export const starPattern: HaproxyRule = {
  name: "star-pattern",
  find: ({ lines }, report) => {
    for (const line of lines) {
      for (const { fetch, flags, patterns } of criteriaOf(line)) {
        const isText =
          /^(path|url|hdr|req\.hdr|base|ssl_fc_sni|req\.?_?ssl_sni|hdr_(beg|end|dom)|path_(beg|end|dir))(\(|$|_)/.test(
            fetch,
          );
        if (!isText || /_reg\b/.test(fetch) || flags.includes("-m reg")) continue;
        for (const { text, index } of patterns) {
          if (!/^\*\.|^\*\w|[\w/]\*$/.test(text)) continue;
          report.mistake(line.place(index), "ERR_CONFIG_VALUE", {
            fr: `Dans "${text}", l'étoile n'est qu'une étoile. Comparez une fin ou un début : path_end .png, hdr_end(host) .example.com, path_beg /api.`,
            en: `In "${text}" the star is only a star. Compare an end or a beginning: path_end .png, hdr_end(host) .example.com, path_beg /api.`,
          });
        }
      }
    }
  },
};
