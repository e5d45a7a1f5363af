import { type HaproxyRule, perFront } from "./rule.ts";

/** A log of requests where none are read. */
export const httplogMode: HaproxyRule = {
  name: "httplog-mode",
  find: perFront((proxy, _file, report) => {
    const place = proxy.logFormatPlace;
    if (!place || proxy.logFormat !== "http" || proxy.mode !== "tcp") return;
    report.warned(place, "ERR_CONFIG_VALUE", {
      fr: `"option httplog" demande "mode http" ; ${proxy.name} est en tcp, HAProxy prend tcplog. Écrivez "mode http".`,
      en: `"option httplog" needs "mode http"; ${proxy.name} is in tcp, HAProxy takes tcplog. Write "mode http".`,
    });
  }),
};
