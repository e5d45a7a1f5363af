import type { HaproxyRule } from "./rule.ts";

/** Below this a time without a unit was almost certainly meant in seconds; of the original's without a word. */
export const timeoutUnit: HaproxyRule = {
  name: "timeout-unit",
  find: ({ lines }, report) => {
    for (const line of lines) {
      const [keyword, name, value] = line.words.map(({ text }) => text);
      const ms = Number(value);
      if (keyword !== "timeout" || !/^\d+$/.test(value ?? "") || ms === 0 || ms >= suspiciousMs) continue;
      const what = `timeout ${name}`;
      report.mistake(
        line.place(2),
        "ERR_CONFIG_VALUE",
        {
          fr: `"${what} ${value}" veut dire ${value} millisecondes, car il manque l'unité. Écrivez ${value}s pour des secondes.`,
          en: `"${what} ${value}" means ${value} milliseconds, since there is no unit. Write ${value}s for seconds.`,
        },
        `${value}s`,
      );
    }
  },
};

const suspiciousMs = 100;
