import { type HaproxyRule, perProxy } from "./rule.ts";

/** A statistics page where no requests are read. */
export const statsMode: HaproxyRule = {
  name: "stats-mode",
  find: perProxy((proxy, _file, report) => {
    if (!proxy.stats || proxy.mode === "http") return;
    report.warned(proxy, "ERR_CONFIG_VALUE", {
      fr: `"stats" est ignoré dans ${proxy.name} : la page demande "mode http".`,
      en: `"stats" is ignored in ${proxy.name}: the page needs "mode http".`,
    });
  }),
};
