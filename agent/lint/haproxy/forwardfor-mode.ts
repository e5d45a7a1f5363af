import { type HaproxyRule, perProxy } from "./rule.ts";

/** A header of requests where none are read. */
export const forwardforMode: HaproxyRule = {
  name: "forwardfor-mode",
  find: perProxy((proxy, _file, report) => {
    if (proxy.mode !== "tcp" || !proxy.switches.has("forwardfor")) return;
    report.warned(proxy, "ERR_CONFIG_VALUE", {
      fr: `"option forwardfor" demande "mode http" ; ${proxy.name} est en tcp, HAProxy l'ignore.`,
      en: `"option forwardfor" needs "mode http"; ${proxy.name} is in tcp, HAProxy ignores it.`,
    });
  }),
};
