import type { HaproxyRule } from "./rule.ts";
import { criteriaOf } from "./written-criterion.ts";

const signs = new Set(["=", "==", "!=", "=~", "<", ">", "<=", ">=", "eq", "is"]);
const numbers =
  /_cnt|_rate|_len|_val|_port|status|nbsrv|_conn|queue|rand|_int|int\(|_gpc|_gpt|ver\b|size|\.len/;

/** A sign between what is compared and the value: for HAProxy one more value. */
export const comparisonSign: HaproxyRule = {
  name: "comparison-sign",
  find: ({ lines }, report) => {
    for (const line of lines) {
      for (const { fetch, flags, patterns } of criteriaOf(line)) {
        const [first] = patterns;
        if (!first || !signs.has(first.text) || flags.length > 0 || numbers.test(fetch)) continue;
        report.mistake(line.place(first.index), "ERR_CONFIG_SYNTAX", {
          fr: `"${first.text}" n'est pas un signe ici, mais une valeur de plus. Écrivez ${fetch} ${patterns[1]?.text ?? "VALEUR"}, et "!" devant pour le contraire.`,
          en: `"${first.text}" is no sign here, but one more value. Write ${fetch} ${patterns[1]?.text ?? "VALUE"}, with "!" before it for the contrary.`,
        });
      }
    }
  },
};
