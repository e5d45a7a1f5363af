import { type HaproxyRule, perProxy } from "./rule.ts";

/** States are taken over from a file that nothing names. */
export const stateFile: HaproxyRule = {
  name: "state-file",
  find: perProxy((proxy, { global }, report) => {
    if (proxy.stateFrom !== "global" || global.stateFile !== undefined) return;
    report.warned(proxy, "ERR_CONFIG_REFERENCE", {
      fr: `${proxy.name} reprend l'état des serveurs du fichier global, mais "server-state-file" manque dans global. Ajoutez-le.`,
      en: `${proxy.name} takes the states of its servers from the global file, but "server-state-file" is missing in global. Add it.`,
    });
  }),
};
