import type { HaproxyRule } from "./rule.ts";

const words = new Set(["inter", "fastinter", "downinter", "slowstart", "agent-inter"]);
const suspiciousMs = 50;

/** `inter 2`: two milliseconds, where two seconds were meant. */
export const checkUnit: HaproxyRule = {
  name: "check-unit",
  find: ({ lines }, report) => {
    for (const line of lines) {
      if (!/^(default-)?server$/.test(line.words[0]?.text ?? "")) continue;
      for (const [index, { text }] of line.words.entries()) {
        const value = line.words[index + 1]?.text ?? "";
        if (!words.has(text) || !/^\d+$/.test(value) || Number(value) === 0 || Number(value) >= suspiciousMs)
          continue;
        report.mistake(
          line.place(index + 1),
          "ERR_CONFIG_VALUE",
          {
            fr: `"${text} ${value}" veut dire ${value} millisecondes, car il manque l'unité. Écrivez ${value}s pour des secondes.`,
            en: `"${text} ${value}" means ${value} milliseconds, since there is no unit. Write ${value}s for seconds.`,
          },
          `${value}s`,
        );
      }
    }
  },
};
