import { conditionOf, linesOf } from "./lookup.ts";
import { type HaproxyRule, perFront } from "./rule.ts";

/** What stands behind a `use_backend` without a condition never counts. */
export const unreachableRoute: HaproxyRule = {
  name: "unreachable-route",
  find: perFront((proxy, file, report) => {
    const routes = linesOf(file, proxy, "use_backend");
    const last = routes.findIndex((line) => conditionOf(line) === undefined);
    if (last < 0) return;
    const over = routes[last]?.place(0);
    for (const line of [...routes.slice(last + 1), ...linesOf(file, proxy, "default_backend")]) {
      const [keyword, name] = line.words.map(({ text }) => text);
      report.mistake(line.place(0), "ERR_CONFIG_SYNTAX", {
        fr: `"${keyword} ${name}" n'est jamais atteint : le "use_backend" sans condition de la ligne ${over?.line} prend tout. Donnez-lui une condition, ou retirez cette ligne.`,
        en: `"${keyword} ${name}" is never reached: the "use_backend" without a condition of line ${over?.line} takes everything. Give it a condition, or remove this line.`,
      });
    }
  }),
};
