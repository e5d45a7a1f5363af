import { needsRequest } from "../../acl/condition.ts";
import { type HaproxyRule, perProxy } from "./rule.ts";

/** A condition on a request where none are read. */
export const conditionMode: HaproxyRule = {
  name: "condition-mode",
  find: perProxy((proxy, _file, report) => {
    if (proxy.mode !== "tcp") return;
    for (const [index, { condition }] of proxy.routing.routes.entries()) {
      if (!condition || !needsRequest(condition)) continue;
      report.mistake(proxy.otherBackends[index] ?? proxy, "ERR_CONFIG_VALUE", {
        fr: `${proxy.name} est en mode tcp : il n'y a pas de requête à lire, et ce qui la demande n'est pas vrai. Écrivez "mode http".`,
        en: `${proxy.name} is in mode tcp: there is no request to read, and what asks for it does not hold. Write "mode http".`,
      });
    }
  }),
};
