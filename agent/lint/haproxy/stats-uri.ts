import type { HaproxyRule } from "./rule.ts";

/** The target of a request begins with a slash. */
export const statsUri: HaproxyRule = {
  name: "stats-uri",
  find: ({ lines }, report) => {
    for (const line of lines) {
      const [keyword, word, value = ""] = line.words.map(({ text }) => text);
      const isStats = keyword === "stats" && word === "uri" && value !== "";
      const path = isStats ? value : keyword === "monitor-uri" ? word : undefined;
      if (path === undefined || path === "" || path.startsWith("/") || path.startsWith("http")) continue;
      report.mistake(
        line.place(isStats ? 2 : 1),
        "ERR_CONFIG_VALUE",
        {
          fr: `"${path}" n'est jamais demandé : une adresse commence par une barre. Écrivez /${path}.`,
          en: `"${path}" is never asked for: a target begins with a slash. Write /${path}.`,
        },
        `/${path}`,
      );
    }
  },
};
