import { looksIntoBytes } from "../../acl/condition.ts";
import type { ProxyDraft } from "../../config/haproxy/draft.ts";
import type { Report } from "../../config/haproxy/report.ts";
import { type HaproxyRule, perProxy } from "./rule.ts";

/** Rules that look into bytes before any of them has come. */
export const inspectDelay: HaproxyRule = {
  name: "inspect-delay",
  find: perProxy((proxy, _file, report) => {
    if (proxy.mode !== "tcp") return;
    for (const keyword of ["tcp-request", "tcp-response"] as const) lookAtRules(proxy, keyword, report);
    lookAtRoutes(proxy, report);
  }),
};

function lookAtRules({ routing }: ProxyDraft, keyword: "tcp-request" | "tcp-response", report: Report): void {
  const place = routing.places[`${keyword} content`];
  if (!place || routing.delays[keyword] !== undefined) return;
  const rules = routing.rules[`${keyword} content`];
  const looks = rules.some(
    ({ condition, waits }) => waits === "bytes" || (condition && looksIntoBytes(condition)),
  );
  if (!looks) return;
  // Of a capture the original warns, of a condition it does not.
  const severity = rules.some(({ waits }) => waits === "bytes") ? "warned" : "mistake";
  report[severity](place, "ERR_CONFIG_VALUE", {
    fr: `Sans "${keyword} inspect-delay", "${keyword} content" regarde des octets qui ne sont pas encore arrivés. Ajoutez : ${keyword} inspect-delay 5s`,
    en: `Without "${keyword} inspect-delay", "${keyword} content" looks at bytes that have not come yet. Add: ${keyword} inspect-delay 5s`,
  });
}

/** A backend is chosen at once unless a rule waits before that. */
function lookAtRoutes(proxy: ProxyDraft, report: Report): void {
  const { routes, rules } = proxy.routing;
  if (proxy.kind === "backend" || rules["tcp-request content"].length > 0) return;
  const place = routes.some(({ condition }) => condition && looksIntoBytes(condition))
    ? (proxy.otherBackends[0] ?? proxy)
    : undefined;
  if (!place) return;
  report.mistake(place, "ERR_CONFIG_VALUE", {
    fr: `Le backend est choisi avant que le client ait rien envoyé : cette condition n'est jamais vraie. Ajoutez : tcp-request inspect-delay 5s, puis tcp-request content accept if { req.ssl_hello_type 1 }`,
    en: `The backend is chosen before the client has sent anything: this condition never holds. Add: tcp-request inspect-delay 5s, and tcp-request content accept if { req.ssl_hello_type 1 }`,
  });
}
