import type { Condition } from "../../acl/condition.ts";
import { looksIntoBytes } from "../../acl/condition.ts";
import type { Place } from "../../base/problem.ts";
import type { ProxyDraft } from "../../config/haproxy/draft.ts";
import type { RulePlace } from "../../rule/rule.ts";
import { type HaproxyRule, perProxy } from "./rule.ts";

const judged = [
  "http-request",
  "http-response",
  "tcp-request content",
] as const satisfies readonly RulePlace[];

/** A condition on bytes where requests are read from them. */
export const bytesMode: HaproxyRule = {
  name: "bytes-mode",
  find: perProxy((proxy, _file, report) => {
    if (proxy.mode !== "http") return;
    for (const place of placesOf(proxy)) {
      report.warned(place, "ERR_CONFIG_VALUE", {
        fr: `${proxy.name} est en mode http : ce qui regarde les octets (req.len, req.ssl_sni…) n'y trouve rien. Écrivez "mode tcp", ou demandez la requête : req.hdr(host), ssl_fc_sni.`,
        en: `${proxy.name} is in mode http: what looks at bytes (req.len, req.ssl_sni…) finds nothing there. Write "mode tcp", or ask for the request: req.hdr(host), ssl_fc_sni.`,
      });
    }
  }),
};

function placesOf(proxy: ProxyDraft): readonly Place[] {
  const { routing, otherBackends, useServer } = proxy;
  const looks = ({ condition }: { readonly condition?: Condition }): boolean =>
    condition !== undefined && looksIntoBytes(condition);
  const rules = judged.filter((place) => routing.rules[place].some(looks));
  return [
    ...rules.map((place) => routing.places[place] ?? proxy),
    ...routing.routes.filter(looks).map((_, index) => otherBackends[index] ?? proxy),
    ...useServer.filter(looks),
  ];
}
