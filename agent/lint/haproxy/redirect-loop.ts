import { conditionOf, linesOf } from "./lookup.ts";
import { type HaproxyRule, perFront } from "./rule.ts";

/** Who comes by TLS already is sent to TLS again, and again. */
export const redirectLoop: HaproxyRule = {
  name: "redirect-loop",
  find: perFront((proxy, file, report) => {
    if (!proxy.binds.some(({ tls }) => tls)) return;
    const lines = [...linesOf(file, proxy, "redirect"), ...linesOf(file, proxy, "http-request", "redirect")];
    for (const line of lines) {
      const texts = line.words.map(({ text }) => text);
      const at = texts.indexOf("scheme");
      if (at < 0 || texts[at + 1] !== "https" || conditionOf(line) !== undefined) continue;
      report.mistake(line.place(0), "ERR_CONFIG_SYNTAX", {
        fr: `Qui vient déjà par TLS est renvoyé vers TLS sans fin. Ajoutez : if !{ ssl_fc }`,
        en: `Who comes by TLS already is sent to TLS without end. Add: if !{ ssl_fc }`,
      });
    }
  }),
};
