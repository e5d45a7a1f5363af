import { type HaproxyRule, perProxy } from "./rule.ts";

/** Rules on requests where none are read. */
export const ruleMode: HaproxyRule = {
  name: "rule-mode",
  find: perProxy((proxy, _file, report) => {
    if (proxy.mode !== "tcp") return;
    for (const [kind, place] of Object.entries(proxy.routing.places)) {
      if (kind.startsWith("tcp-")) continue;
      report.warned(place, "ERR_CONFIG_VALUE", {
        fr: `"${kind}" demande "mode http" ; ${proxy.name} est en tcp, HAProxy l'ignore.`,
        en: `"${kind}" needs "mode http"; ${proxy.name} is in tcp, HAProxy ignores it.`,
      });
    }
  }),
};
