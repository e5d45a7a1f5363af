import { backendsOf } from "./lookup.ts";
import { type HaproxyRule, perProxy } from "./rule.ts";

/** `use_backend` in a backend is ignored, yet the original looks its name up. */
export const ignoredUseBackend: HaproxyRule = {
  name: "ignored-use-backend",
  find: perProxy((proxy, file, report) => {
    if (proxy.kind !== "backend") return;
    for (const reference of proxy.otherBackends) {
      if (backendsOf(file).some(({ name }) => name === reference.name)) continue;
      report.fatal(reference, "ERR_CONFIG_REFERENCE", {
        fr: `Aucun backend ne s'appelle "${reference.name}". Corrigez le nom, ou retirez la ligne.`,
        en: `No backend is named "${reference.name}". Correct the name, or remove the line.`,
      });
    }
  }),
};
