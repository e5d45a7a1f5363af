import type { FileDraft, NamedServerDraft, ProxyDraft, Reference } from "../../config/haproxy/draft.ts";
import type { Report } from "../../config/haproxy/report.ts";
import { type HaproxyRule, perBack } from "./rule.ts";

/** `track` of a server that is not there, is not checked, or follows back. */
export const serverTrack: HaproxyRule = {
  name: "server-track",
  find: perBack((proxy, file, report) => {
    for (const server of proxy.servers)
      if (server.track) judge({ server, track: server.track, proxy }, file, report);
  }),
};

interface Follower {
  readonly server: NamedServerDraft;
  readonly track: Reference;
  readonly proxy: ProxyDraft;
}

function judge({ server, track, proxy }: Follower, file: FileDraft, report: Report): void {
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
  let next = followed(track, proxy, file);
  if (!next) refuse("ce serveur n'existe pas.", "there is no such server.");
  while (next) {
    const { server: target, proxy: home } = next;
    if (seen.includes(target)) {
      refuse("les serveurs se suivent en rond.", "the servers follow each other in a circle.");
      return;
    }
    seen.push(target);
    if (!target.track && !target.checked && !target.agentChecked)
      refuse(`${target.name} n'a pas de "check". Ajoutez-le.`, `${target.name} has no "check". Add it.`);
    next = target.track && followed(target.track, home, file);
  }
}

function followed(
  { name }: Reference,
  proxy: ProxyDraft,
  file: FileDraft,
): { readonly server: NamedServerDraft; readonly proxy: ProxyDraft } | undefined {
  const slash = name.indexOf("/");
  const backends = file.proxies.filter(({ kind }) => kind !== "frontend");
  const home = slash < 0 ? proxy : backends.find((other) => other.name === name.slice(0, slash));
  const server = home?.servers.find((other) => other.name === name.slice(slash + 1));
  return home && server ? { server, proxy: home } : undefined;
}
