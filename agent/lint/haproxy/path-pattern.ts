import type { HaproxyRule } from "./rule.ts";
import { criteriaOf } from "./written-criterion.ts";

/** A path begins with a slash and has no query: comparisons that can never hold. */
export const pathPattern: HaproxyRule = {
  name: "path-pattern",
  find: ({ lines }, report) => {
    for (const line of lines) {
      for (const { fetch, flags, patterns } of criteriaOf(line)) {
        const isWhole = fetch === "path" || fetch === "path_beg";
        if (!/^path(_beg|_end)?$/.test(fetch) || flags.some((flag) => flag !== "-i")) continue;
        for (const { text, index } of patterns) {
          // A sign is told by the rule of signs.
          if (/^[=!<>~]+$/.test(text)) continue;
          const bare = isWhole && text !== "" && !text.startsWith("/") && text !== "*";
          if (!bare && !text.includes("?")) continue;
          const tail = bare
            ? { fr: "un chemin commence par une barre", en: "a path begins with a slash" }
            : { fr: "un chemin n'a pas de requête", en: "a path has no query" };
          const instead = bare && !text.includes(":") ? `/${text}` : undefined;
          report.mistake(
            line.place(index),
            "ERR_CONFIG_VALUE",
            {
              fr: `"${fetch} ${text}" n'est jamais vrai : ${tail.fr}. Écrivez par exemple path_beg /api, ou url_param(nom) valeur.`,
              en: `"${fetch} ${text}" never holds: ${tail.en}. Write for example path_beg /api, or url_param(name) value.`,
            },
            instead,
          );
        }
      }
    }
  },
};
