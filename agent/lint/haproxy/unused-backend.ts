import { type HaproxyRule, perBack } from "./rule.ts";

/** A backend that nobody sends to. */
export const unusedBackend: HaproxyRule = {
  name: "unused-backend",
  find: perBack((proxy, { proxies }, report) => {
    const used = proxies.some(({ defaultBackend, otherBackends }) =>
      [defaultBackend, ...otherBackends].some((reference) => reference?.name === proxy.name),
    );
    if (proxy.kind !== "backend" || used) return;
    report.mistake(proxy, "ERR_CONFIG_REFERENCE", {
      fr: `Aucun frontend n'envoie vers le backend ${proxy.name}. Ajoutez "default_backend ${proxy.name}".`,
      en: `No frontend sends to the backend ${proxy.name}. Add "default_backend ${proxy.name}".`,
    });
  }),
};
