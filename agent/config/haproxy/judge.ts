import { didYouMean } from "../../base/nearest.ts";
import type { BindAddress } from "./config.ts";
import type { FileDraft, ProxyDraft, Reference } from "./draft.ts";
import { judgeErrors } from "./error-reply.ts";
import { judgeChecks, judgeServerHealth } from "./judge-check.ts";
import { judgePeers } from "./judge-peers.ts";
import { judgeRouting } from "./judge-routing.ts";
import { judgeMailers } from "./mailers.ts";
import type { Report } from "./report.ts";
import { judgeResolvers } from "./resolvers.ts";
import { judgeUserlists } from "./userlist.ts";

/** What only the whole file shows: names that nothing defines, modes that do not fit, timeouts that lack. */
export function judge(draft: FileDraft, report: Report): void {
  for (const proxy of draft.proxies) {
    if (proxy.kind !== "backend") judgeFront(proxy, draft, report);
    if (proxy.kind !== "frontend") judgeBack(proxy, draft, report);
    judgeRouting(proxy, draft, report);
    judgeTimeouts(proxy, report);
    judgeStats(proxy, report);
    judgeErrors(proxy, draft, report);
  }
  judgeUserlists(draft.userlists, report);
  judgePeers(draft, report);
  judgeResolvers(draft.resolvers, report);
  judgeMailers(draft, report);
}

function backends(draft: FileDraft): readonly ProxyDraft[] {
  return draft.proxies.filter((proxy) => proxy.kind !== "frontend");
}

function judgeFront(proxy: ProxyDraft, draft: FileDraft, report: Report): void {
  const references = [...(proxy.defaultBackend ? [proxy.defaultBackend] : []), ...proxy.otherBackends];
  for (const reference of references) judgeReference(proxy, reference, draft, report);
  if (!proxy.listens) {
    report.warned(proxy, "ERR_CONFIG_VALUE", {
      fr: `${proxy.kind} ${proxy.name} n'a pas de "bind" : rien n'y arrive. Ajoutez "bind *:80".`,
      en: `${proxy.kind} ${proxy.name} has no "bind": nothing comes in. Add "bind *:80".`,
    });
  }
  judgeLog(proxy, draft, report);
  judgeTarget(proxy, draft, report);
  judgeAddresses(proxy, draft, report);
}

function judgeReference(proxy: ProxyDraft, reference: Reference, draft: FileDraft, report: Report): void {
  const target = backends(draft).find((candidate) => candidate.name === reference.name);
  if (!target) {
    const hint = didYouMean(
      reference.name,
      backends(draft).map((candidate) => candidate.name),
    );
    report.fatal(reference, "ERR_CONFIG_REFERENCE", {
      fr: `Aucun backend ne s'appelle "${reference.name}".${hint.fr || " Ajoutez-le ou corrigez le nom."}`,
      en: `No backend is named "${reference.name}".${hint.en || " Add it or correct the name."}`,
    });
  } else if (target.mode !== proxy.mode && proxy.mode === "http") {
    report.fatal(reference, "ERR_CONFIG_REFERENCE", {
      fr: `${proxy.name} est en mode http et ${target.name} en mode tcp. Donnez le même mode aux deux.`,
      en: `${proxy.name} is in mode http and ${target.name} in mode tcp. Give both the same mode.`,
    });
  } else if (target.mode !== proxy.mode) {
    report.unsupported(reference, `mode tcp → backend ${target.name} in mode http`);
  }
}

function judgeLog(proxy: ProxyDraft, draft: FileDraft, report: Report): void {
  const hasLogs = proxy.logs.length > 0 || (proxy.logsToGlobal && draft.global.logs.length > 0);
  const place = proxy.logFormatPlace;
  if (place && proxy.logFormat === "http" && proxy.mode === "tcp") {
    report.warned(place, "ERR_CONFIG_VALUE", {
      fr: `"option httplog" demande "mode http" ; ${proxy.name} est en tcp, HAProxy prend tcplog. Écrivez "mode http".`,
      en: `"option httplog" needs "mode http"; ${proxy.name} is in tcp, HAProxy takes tcplog. Write "mode http".`,
    });
  }
  if (place && !hasLogs && !proxy.logsToGlobal && proxy.logs.length === 0) {
    report.warned(place, "ERR_CONFIG_VALUE", {
      fr: `${proxy.name} a un format de journal mais aucune adresse : rien n'est écrit. Ajoutez "log global".`,
      en: `${proxy.name} has a log format but no address: nothing is written. Add "log global".`,
    });
  }
  if (proxy.mode === "tcp" && proxy.switches.has("forwardfor")) {
    report.warned(proxy, "ERR_CONFIG_VALUE", {
      fr: `"option forwardfor" demande "mode http" ; ${proxy.name} est en tcp, HAProxy l'ignore.`,
      en: `"option forwardfor" needs "mode http"; ${proxy.name} is in tcp, HAProxy ignores it.`,
    });
  }
}

function judgeTarget(proxy: ProxyDraft, draft: FileDraft, report: Report): void {
  const name = proxy.defaultBackend?.name ?? (proxy.kind === "listen" ? proxy.name : undefined);
  if (name === undefined) {
    if (proxy.otherBackends.length > 0 || proxy.stats) return;
    report.mistake(proxy, "ERR_CONFIG_REFERENCE", {
      fr: `frontend ${proxy.name} n'a pas de "default_backend" : HAProxy répond 503 à tout, sans rien dire ici.`,
      en: `frontend ${proxy.name} has no "default_backend": HAProxy answers 503 to everything, without a word here.`,
    });
    return;
  }
  const target = backends(draft).find((candidate) => candidate.name === name);
  if (!target || target.servers.length > 0 || target.stats) return;
  report.mistake(proxy.defaultBackend ?? proxy, "ERR_CONFIG_REFERENCE", {
    fr: `"${name}" n'a aucun serveur : HAProxy répond 503 à tout. Ajoutez une ligne "server".`,
    en: `"${name}" has no server: HAProxy answers 503 to everything. Add a line "server".`,
  });
}

function judgeAddresses(proxy: ProxyDraft, draft: FileDraft, report: Report): void {
  const first = new Map<string, BindAddress>();
  const keyOf = ({ host, port, descriptor }: BindAddress): string => `${host} ${port} ${descriptor ?? ""}`;
  for (const bind of draft.proxies.flatMap((other) => other.binds)) {
    if (!first.has(keyOf(bind))) first.set(keyOf(bind), bind);
  }
  for (const bind of proxy.binds) {
    if (first.get(keyOf(bind)) === bind || bind.descriptor !== undefined) continue;
    report.mistake(proxy, "ERR_CONFIG_DUPLICATE", {
      fr: `${bind.path ?? `${bind.host}:${bind.port}`} est écouté deux fois : les connexions se partagent entre les deux. Retirez un "bind".`,
      en: `${bind.path ?? `${bind.host}:${bind.port}`} is listened on twice: connections are split between the two. Remove one "bind".`,
    });
  }
}

function judgeBack(proxy: ProxyDraft, draft: FileDraft, report: Report): void {
  if (proxy.kind === "backend" && proxy.mode === "tcp" && proxy.switches.has("forwardfor")) {
    report.warned(proxy, "ERR_CONFIG_VALUE", {
      fr: `"option forwardfor" demande "mode http" ; ${proxy.name} est en tcp, HAProxy l'ignore.`,
      en: `"option forwardfor" needs "mode http"; ${proxy.name} is in tcp, HAProxy ignores it.`,
    });
  }
  judgeChecks(proxy, report);
  judgeServerHealth(proxy, draft, report);
  judgeUse(proxy, draft, report);
}

function judgeUse(proxy: ProxyDraft, draft: FileDraft, report: Report): void {
  const used = draft.proxies.some((other) =>
    [other.defaultBackend, ...other.otherBackends].some((reference) => reference?.name === proxy.name),
  );
  if (proxy.kind === "backend" && !used) {
    report.mistake(proxy, "ERR_CONFIG_REFERENCE", {
      fr: `Aucun frontend n'envoie vers le backend ${proxy.name}. Ajoutez "default_backend ${proxy.name}".`,
      en: `No frontend sends to the backend ${proxy.name}. Add "default_backend ${proxy.name}".`,
    });
  }
}

function judgeStats(proxy: ProxyDraft, report: Report): void {
  if (!proxy.stats || proxy.mode === "http") return;
  report.warned(proxy, "ERR_CONFIG_VALUE", {
    fr: `"stats" est ignoré dans ${proxy.name} : la page demande "mode http".`,
    en: `"stats" is ignored in ${proxy.name}: the page needs "mode http".`,
  });
}

/** The original warns once for a proxy in which any timeout of its halves lacks. */
function judgeTimeouts(proxy: ProxyDraft, report: Report): void {
  const { clientMs, connectMs, serverMs } = proxy.timeouts;
  const front = proxy.kind !== "backend" && proxy.listens && !clientMs;
  const back = proxy.kind !== "frontend" && proxy.servers.length > 0 && !(connectMs && serverMs);
  if (!front && !back) return;
  report.warned(proxy, "ERR_CONFIG_VALUE", {
    fr: `Il manque des délais à ${proxy.kind} ${proxy.name} : sans eux une connexion muette reste à jamais. Écrivez "timeout client", "timeout connect" et "timeout server" dans defaults.`,
    en: `${proxy.kind} ${proxy.name} lacks timeouts: without them a silent connection stays for ever. Write "timeout client", "timeout connect" and "timeout server" in defaults.`,
  });
}
