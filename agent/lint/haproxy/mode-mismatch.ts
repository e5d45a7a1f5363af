import { backendsOf } from "./lookup.ts";
import { type HaproxyRule, perFront } from "./rule.ts";

/** A frontend and a backend of different modes. */
export const modeMismatch: HaproxyRule = {
  name: "mode-mismatch",
  find: perFront((proxy, file, report) => {
    const { defaultBackend, otherBackends } = proxy;
    for (const reference of [...(defaultBackend ? [defaultBackend] : []), ...otherBackends]) {
      const target = backendsOf(file).find(({ name }) => name === reference.name);
      if (!target || target.mode === proxy.mode) continue;
      if (proxy.mode === "tcp") {
        report.unsupported(reference, `mode tcp → backend ${target.name} in mode http`);
        continue;
      }
      report.fatal(reference, "ERR_CONFIG_REFERENCE", {
        fr: `${proxy.name} est en mode http et ${target.name} en mode tcp. Donnez le même mode aux deux.`,
        en: `${proxy.name} is in mode http and ${target.name} in mode tcp. Give both the same mode.`,
      });
    }
  }),
};
