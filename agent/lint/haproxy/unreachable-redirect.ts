import { answersAll, linesOf } from "./lookup.ts";
import { type HaproxyRule, perProxy } from "./rule.ts";

/** What stands behind a rule that answers every request never counts. */
export const unreachableRedirect: HaproxyRule = {
  name: "unreachable-redirect",
  find: perProxy((proxy, file, report) => {
    if (proxy.mode !== "http") return;
    const first = answersAll(file, proxy);
    if (!first) return;
    const redirects = linesOf(file, proxy, "redirect");
    const isRedirect = redirects.includes(first);
    const later = isRedirect ? redirects.slice(redirects.indexOf(first) + 1) : redirects;
    const routes = ["use_backend", "default_backend"].flatMap((word) => linesOf(file, proxy, word));
    for (const line of [...later, ...routes]) {
      const what = `${line.words[0]?.text} ${line.words[1]?.text}`;
      report.mistake(line.place(0), "ERR_CONFIG_SYNTAX", {
        fr: `"${what}" n'est jamais atteint : la ligne ${first.place(0).line} répond à chaque requête. Donnez-lui une condition, ou retirez cette ligne.`,
        en: `"${what}" is never reached: line ${first.place(0).line} answers every request. Give it a condition, or remove this line.`,
      });
    }
  }),
};
