import type { FileDraft } from "./draft.ts";
import { localName, type PeersDraft } from "./peers.ts";
import type { Report } from "./report.ts";

/** Sections without this machine, and tables that rely on one. */
export function judgePeers(draft: FileDraft, report: Report): void {
  const local = localName(draft);
  const complete = (section: PeersDraft) => section.peers.some((peer) => peer.name === local);
  for (const section of draft.peers) {
    if (complete(section) || !section.enabled) continue;
    report.warned(section, "ERR_CONFIG_REFERENCE", {
      fr: `"peers ${section.name}" ne nomme pas cette machine ("${local}") : HAProxy l'écarte. Ajoutez "peer ${local} ADRESSE:PORT", ou donnez le nom par -L ou "localpeer".`,
      en: `"peers ${section.name}" does not name this machine ("${local}"): HAProxy leaves it out. Add "peer ${local} ADDRESS:PORT", or give the name with -L or "localpeer".`,
    });
  }
  for (const proxy of draft.proxies) {
    const name = proxy.stickTable?.peers;
    const section = draft.peers.find((candidate) => candidate.name === name);
    if (name === undefined || (section && (complete(section) || !section.enabled))) continue;
    report.fatal(proxy, "ERR_CONFIG_REFERENCE", {
      fr: `La table de ${proxy.name} demande "peers ${name}", ${section ? "qui ne nomme pas cette machine" : "qui n'existe pas"}.`,
      en: `The table of ${proxy.name} asks for "peers ${name}", ${section ? "which does not name this machine" : "which does not exist"}.`,
    });
  }
}
