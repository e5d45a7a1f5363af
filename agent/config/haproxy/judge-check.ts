import type { FileDraft, NamedServerDraft, ProxyDraft, Reference } from "./draft.ts";
import type { Report } from "./report.ts";

/** Health checks that are told how to work, and not to. */
export function judgeChecks(proxy: ProxyDraft, report: Report): void {
  if (proxy.httpCheckRules && !proxy.usesHttpCheck) {
    report.warned(proxy.httpCheckRules, "ERR_CONFIG_REFERENCE", {
      fr: 'Sans "option httpchk", les lignes "http-check" sont ignorées. Ajoutez "option httpchk".',
      en: 'Without "option httpchk" the lines "http-check" are ignored. Add "option httpchk".',
    });
  }
  const unchecked = proxy.servers.length > 0 && !proxy.servers.some((server) => server.checked);
  if (proxy.httpCheckPlace && unchecked) {
    report.mistake(proxy.httpCheckPlace, "ERR_CONFIG_REFERENCE", {
      fr: `"option httpchk" est sans effet : aucun serveur de ${proxy.name} n'a le mot "check". Ajoutez-le.`,
      en: `"option httpchk" has no effect: no server of ${proxy.name} has the word "check". Add it.`,
    });
  }
  if (proxy.tcpCheckRules && !proxy.usesTcpCheck) {
    report.warned(proxy.tcpCheckRules, "ERR_CONFIG_REFERENCE", {
      fr: 'Sans "option tcp-check", les lignes "tcp-check" sont ignorées. Ajoutez "option tcp-check".',
      en: 'Without "option tcp-check" the lines "tcp-check" are ignored. Add "option tcp-check".',
    });
  }
}

/** Servers whose health depends on what stands elsewhere in the file. */
export function judgeServerHealth(proxy: ProxyDraft, draft: FileDraft, report: Report): void {
  for (const server of proxy.servers) {
    judgeAgent(server, report);
    if (server.track) judgeTrack(server, server.track, proxy, draft, report);
    const { resolvers, id } = server;
    if (resolvers && !draft.resolvers.some(({ name }) => name === resolvers.name)) {
      report.fatal(resolvers, "ERR_CONFIG_REFERENCE", {
        fr: `Aucune section "resolvers ${resolvers.name}" n'existe. Ajoutez-la ou retirez le mot.`,
        en: `No section "resolvers ${resolvers.name}" exists. Add it or remove the word.`,
      });
    }
    const twin = proxy.servers.find((other) => other.id === id);
    if (id === undefined || twin === server || !twin) continue;
    report.fatal(server, "ERR_CONFIG_DUPLICATE", {
      fr: `Le serveur de la ligne ${twin.line} a déjà "id ${id}". Donnez un autre numéro.`,
      en: `The server of line ${twin.line} has "id ${id}" already. Give another number.`,
    });
  }
}

function judgeAgent(server: NamedServerDraft, report: Report): void {
  if (!server.agentChecked || server.agent.port) return;
  report.fatal(server, "ERR_CONFIG_VALUE", {
    fr: `"agent-check" de ${server.name} n'a pas de port. Ajoutez "agent-port 9999".`,
    en: `"agent-check" of ${server.name} has no port. Add "agent-port 9999".`,
  });
}

function judgeTrack(
  server: NamedServerDraft,
  track: Reference,
  proxy: ProxyDraft,
  draft: FileDraft,
  report: Report,
): void {
  const refuse = (fr: string, en: string): void =>
    report.fatal(track, "ERR_CONFIG_REFERENCE", {
      fr: `"track ${track.name}" : ${fr}`,
      en: `"track ${track.name}": ${en}`,
    });
  if (server.checked) {
    refuse(
      'un serveur ne peut avoir "check" et "track". Retirez l\'un des deux.',
      'a server cannot have "check" and "track". Remove one of them.',
    );
    return;
  }
  const seen = [server];
  let next = followed(track, proxy, draft);
  while (next) {
    const { server: target, proxy: home } = next;
    if (seen.includes(target)) {
      refuse("les serveurs se suivent en rond.", "the servers follow each other in a circle.");
      return;
    }
    seen.push(target);
    if (!target.track) {
      if (!target.checked && !target.agentChecked)
        refuse(`${target.name} n'a pas de "check". Ajoutez-le.`, `${target.name} has no "check". Add it.`);
      return;
    }
    next = followed(target.track, home, draft);
  }
  if (seen.length === 1) refuse("ce serveur n'existe pas.", "there is no such server.");
}

function followed(
  { name }: Reference,
  proxy: ProxyDraft,
  draft: FileDraft,
): { readonly server: NamedServerDraft; readonly proxy: ProxyDraft } | undefined {
  const slash = name.indexOf("/");
  const home =
    slash < 0
      ? proxy
      : draft.proxies.find((other) => other.kind !== "frontend" && other.name === name.slice(0, slash));
  const server = home?.servers.find((other) => other.name === name.slice(slash + 1));
  return home && server ? { server, proxy: home } : undefined;
}
