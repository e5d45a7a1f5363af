import { conditionOf, linesOf } from "./lookup.ts";
import { type HaproxyRule, perProxy } from "./rule.ts";

/** Two rules that end with the same condition: the second never applies. */
export const sameCondition: HaproxyRule = {
  name: "same-condition",
  find: perProxy((proxy, file, report) => {
    for (const kind of ["use_backend", "redirect", "use-server"]) {
      const seen = new Map<string, number>();
      for (const line of linesOf(file, proxy, kind)) {
        const condition = conditionOf(line);
        const earlier = condition === undefined ? undefined : seen.get(condition);
        if (condition !== undefined && earlier === undefined) seen.set(condition, line.place(0).line);
        if (earlier === undefined) continue;
        report.mistake(line.place(0), "ERR_CONFIG_DUPLICATE", {
          fr: `"${kind}" avec la même condition se trouve déjà à la ligne ${earlier} : celui-ci n'est jamais atteint.`,
          en: `"${kind}" with the same condition stands at line ${earlier} already: this one is never reached.`,
        });
      }
    }
  }),
};
