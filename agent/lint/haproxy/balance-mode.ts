import { type HaproxyRule, perBack } from "./rule.ts";

/** A server chosen by a request where none are read. */
export const balanceMode: HaproxyRule = {
  name: "balance-mode",
  find: perBack((proxy, _file, report) => {
    const { algorithm } = proxy.balance;
    if (proxy.mode !== "tcp" || !["uri", "url_param", "hdr"].includes(algorithm)) return;
    report.warned(proxy.balancePlace ?? proxy, "ERR_CONFIG_VALUE", {
      fr: `"balance ${algorithm}" demande "mode http" ; ${proxy.name} est en tcp, HAProxy prend roundrobin.`,
      en: `"balance ${algorithm}" needs "mode http"; ${proxy.name} is in tcp, HAProxy takes roundrobin.`,
    });
  }),
};
