import { parseAddress } from "../../acl/address.ts";
import { type HaproxyRule, perBack } from "./rule.ts";

/** `cookie … dynamic` without what its values are made of. */
export const dynamicCookieRule: HaproxyRule = {
  name: "dynamic-cookie",
  find: perBack((proxy, _file, report) => {
    if (!proxy.cookie?.dynamic || proxy.mode !== "http") return;
    if (proxy.dynamicKey === undefined) {
      report.mistake(proxy, "ERR_CONFIG_REFERENCE", {
        fr: `Sans "dynamic-cookie-key CLÉ", "cookie … dynamic" de ${proxy.name} ne lie personne à un serveur. Ajoutez la clé.`,
        en: `Without "dynamic-cookie-key KEY", "cookie … dynamic" of ${proxy.name} binds nobody to a server. Add the key.`,
      });
      return;
    }
    for (const server of proxy.servers)
      if (server.cookie === undefined && !parseAddress(server.host))
        report.unsupported(server, `cookie … dynamic, server ${server.name} by its name`);
  }),
};
