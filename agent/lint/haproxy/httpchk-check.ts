import { type HaproxyRule, perBack } from "./rule.ts";

/** Checks are told how to ask, and no server is checked. */
export const httpchkCheck: HaproxyRule = {
  name: "httpchk-check",
  find: perBack((proxy, _file, report) => {
    const unchecked = proxy.servers.length > 0 && !proxy.servers.some((server) => server.checked);
    if (!proxy.check.httpPlace || !unchecked) return;
    report.mistake(proxy.check.httpPlace, "ERR_CONFIG_REFERENCE", {
      fr: `"option httpchk" est sans effet : aucun serveur de ${proxy.name} n'a le mot "check". Ajoutez-le.`,
      en: `"option httpchk" has no effect: no server of ${proxy.name} has the word "check". Add it.`,
    });
  }),
};
