import { answersAll } from "./lookup.ts";
import { type HaproxyRule, perFront } from "./rule.ts";

/** A frontend that sends requests nowhere. */
export const noDefaultBackend: HaproxyRule = {
  name: "no-default-backend",
  find: perFront((proxy, file, report) => {
    const { kind, defaultBackend, otherBackends, stats, name } = proxy;
    if (kind === "listen" || defaultBackend || otherBackends.length > 0 || stats) return;
    if (answersAll(file, proxy)) return;
    report.mistake(proxy, "ERR_CONFIG_REFERENCE", {
      fr: `frontend ${name} n'a pas de "default_backend" : HAProxy répond 503 à tout, sans rien dire ici.`,
      en: `frontend ${name} has no "default_backend": HAProxy answers 503 to everything, without a word here.`,
    });
  }),
};
