import { type HaproxyRule, perFront } from "./rule.ts";

/** A log format, and nowhere to write to. */
export const logTarget: HaproxyRule = {
  name: "log-target",
  find: perFront((proxy, _file, report) => {
    const place = proxy.logFormatPlace;
    if (!place || proxy.logsToGlobal || proxy.logs.length > 0) return;
    report.warned(place, "ERR_CONFIG_VALUE", {
      fr: `${proxy.name} a un format de journal mais aucune adresse : rien n'est écrit. Ajoutez "log global".`,
      en: `${proxy.name} has a log format but no address: nothing is written. Add "log global".`,
    });
  }),
};
