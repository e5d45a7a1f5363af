import type { HaproxyRule } from "./rule.ts";
import { isWeak } from "./weak.ts";

/** A password of the statistics page that others will guess. */
export const weakPassword: HaproxyRule = {
  name: "weak-password",
  find: ({ lines }, report) => {
    for (const line of lines) {
      const [keyword, word, value = ""] = line.words.map(({ text }) => text);
      if (keyword !== "stats" || word !== "auth" || value === "") continue;
      const [, name = "", password = ""] = /^([^:]*):?(.*)$/s.exec(value) ?? [];
      if (!isWeak(password)) continue;
      report.mistake(line.place(2), "ERR_CONFIG_VALUE", {
        fr: `Le mot de passe de "${name}" se devine, et il passe en clair : prenez-en un long, et servez la page en TLS.`,
        en: `The password of "${name}" is easy to guess, and travels in clear: take a long one, and serve the page over TLS.`,
      });
    }
  },
};
