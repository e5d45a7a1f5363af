import { needsRequest } from "../../acl/condition.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { FileDraft, ProxyDraft } from "./draft.ts";
import type { Report } from "./report.ts";
import type { RoutingDraft } from "./routing-draft.ts";

type Asked = RoutingDraft["references"][number];

/** Rules whose names nothing defines, or that do not fit the mode. */
export function judgeRouting(proxy: ProxyDraft, draft: FileDraft, report: Report): void {
  for (const asked of proxy.routing.references) {
    const [backend = "", server] = asked.name.split("/", 2);
    if (asked.kind === "server") judgeServer(asked, backend, server ?? "", draft, report);
    else if (asked.kind === "backend") judgeBackend(asked, backend, draft, report);
    else judgeName(asked, draft, report);
  }
  if (proxy.kind === "backend") judgeIgnored(proxy, draft, report);
  if (proxy.mode === "tcp") judgeMode(proxy, report);
}

function halvesNamed(name: string, draft: FileDraft): readonly ProxyDraft[] {
  return draft.proxies.filter((proxy) => proxy.name === name);
}

function judgeBackend(asked: Asked, name: string, draft: FileDraft, report: Report): ProxyDraft | undefined {
  const sections = halvesNamed(name, draft);
  const found = sections.find((section) => section.kind !== "frontend");
  if (found) return found;
  const names = draft.proxies.filter(({ kind }) => kind !== "frontend").map((proxy) => proxy.name);
  const hint = didYouMean(name, names);
  report.fatal(asked, "ERR_CONFIG_REFERENCE", {
    fr: `Une condition demande l'état de "${name}", qui n'est pas un backend.${hint.fr}`,
    en: `A condition asks about "${name}", which is no backend.${hint.en}`,
  });
  return undefined;
}

/** Frontends and tables: all others that a name may stand for. */
function judgeName({ kind, name, ...place }: Asked, draft: FileDraft, report: Report): void {
  const sections = draft.proxies.filter((proxy) =>
    kind === "table" ? proxy.stickTable !== undefined : proxy.kind !== "backend",
  );
  const names = sections.map((proxy) => proxy.name);
  if (kind === "userlist" || names.includes(name)) return;
  const hint = didYouMean(name, names);
  report.fatal(place, "ERR_CONFIG_REFERENCE", {
    fr: `"${name}" ${kind === "table" ? "n'a pas de stick-table" : "n'est pas un frontend"}.${hint.fr}`,
    en: `"${name}" ${kind === "table" ? "has no stick-table" : "is no frontend"}.${hint.en}`,
  });
}

function judgeServer(asked: Asked, name: string, server: string, draft: FileDraft, report: Report): void {
  const backend = judgeBackend(asked, name, draft, report);
  if (!backend || backend.servers.some((candidate) => candidate.name === server)) return;
  const hint = didYouMean(
    server,
    backend.servers.map((candidate) => candidate.name),
  );
  report.fatal(asked, "ERR_CONFIG_REFERENCE", {
    fr: `Le backend ${name} n'a pas de serveur "${server}".${hint.fr}`,
    en: `The backend ${name} has no server "${server}".${hint.en}`,
  });
}

/** \`use_backend\` in a backend is ignored, yet the original looks its name up. */
function judgeIgnored(proxy: ProxyDraft, draft: FileDraft, report: Report): void {
  for (const reference of proxy.otherBackends) {
    if (halvesNamed(reference.name, draft).some(({ kind }) => kind !== "frontend")) continue;
    report.fatal(reference, "ERR_CONFIG_REFERENCE", {
      fr: `Aucun backend ne s'appelle "${reference.name}". Corrigez le nom, ou retirez la ligne.`,
      en: `No backend is named "${reference.name}". Correct the name, or remove the line.`,
    });
  }
}

function judgeMode(proxy: ProxyDraft, report: Report): void {
  for (const [index, { condition }] of proxy.routing.routes.entries()) {
    if (!condition || !needsRequest(condition)) continue;
    report.mistake(proxy.otherBackends[index] ?? proxy, "ERR_CONFIG_VALUE", {
      fr: `${proxy.name} est en mode tcp : il n'y a pas de requête à lire, et ce qui la demande n'est pas vrai. Écrivez "mode http".`,
      en: `${proxy.name} is in mode tcp: there is no request to read, and what asks for it does not hold. Write "mode http".`,
    });
  }
  for (const [kind, place] of Object.entries(proxy.routing.places)) {
    if (kind.startsWith("tcp-")) continue;
    report.warned(place, "ERR_CONFIG_VALUE", {
      fr: `"${kind}" demande "mode http" ; ${proxy.name} est en tcp, HAProxy l'ignore.`,
      en: `"${kind}" needs "mode http"; ${proxy.name} is in tcp, HAProxy ignores it.`,
    });
  }
  const { algorithm } = proxy.balance;
  if (proxy.kind === "frontend" || !["uri", "url_param", "hdr"].includes(algorithm)) return;
  report.warned(proxy.balancePlace ?? proxy, "ERR_CONFIG_VALUE", {
    fr: `"balance ${algorithm}" demande "mode http" ; ${proxy.name} est en tcp, HAProxy prend roundrobin.`,
    en: `"balance ${algorithm}" needs "mode http"; ${proxy.name} is in tcp, HAProxy takes roundrobin.`,
  });
}
