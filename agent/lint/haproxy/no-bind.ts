import { type HaproxyRule, perFront } from "./rule.ts";

/** A frontend that listens nowhere. */
export const noBind: HaproxyRule = {
  name: "no-bind",
  find: perFront((proxy, _file, report) => {
    if (proxy.listens) return;
    report.warned(proxy, "ERR_CONFIG_VALUE", {
      fr: `${proxy.kind} ${proxy.name} n'a pas de "bind" : rien n'y arrive. Ajoutez "bind *:80".`,
      en: `${proxy.kind} ${proxy.name} has no "bind": nothing comes in. Add "bind *:80".`,
    });
  }),
};
