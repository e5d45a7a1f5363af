import type { Text } from "../../base/text.ts";

/** Why a word that HAProxy 2.6 honours is refused here [T]. */
const reasons = {
  later: { fr: "c'est encore à faire", en: "this is still to come" },
  lua: { fr: "il n'y a pas d'interpréteur Lua", en: "there is no Lua interpreter" },
  quic: { fr: "il n'y a pas de QUIC", en: "there is no QUIC" },
  detection: {
    fr: "les bases de détection d'appareils sont des produits sous licence",
    en: "databases of device detection are licensed products",
  },
  fastCgi: {
    fr: "les serveurs parlent HTTP ; FastCGI demande un serveur web devant lui",
    en: "servers speak HTTP; FastCGI needs a web server in front of it",
  },
  spoe: { fr: "il n'y a pas d'agents SPOE", en: "there are no SPOE agents" },
  engine: {
    fr: "OpenSSL est celui de Node, sans moteurs ni fournisseurs au choix",
    en: "OpenSSL is Node's, without engines or providers to choose",
  },
  zlib: {
    fr: "la compression ne se règle que par tune.comp.maxlevel",
    en: "compression is adjusted by tune.comp.maxlevel only",
  },
  programs: {
    fr: "bascule ne lance pas d'autres programmes ; systemd le fait mieux",
    en: "bascule starts no other programs; systemd does that better",
  },
} as const satisfies Record<string, Text>;

/** Words with the reason for which they are refused. */
export type Refusals = ReadonlyMap<string, Text>;

/** Words, separated by blanks, under their reason. */
export function refusals(groups: Partial<Record<keyof typeof reasons, string>>): Refusals {
  const entries = Object.entries(groups) as [keyof typeof reasons, string][];
  return new Map(
    entries.flatMap(([reason, text]) =>
      text
        .trim()
        .split(/\s+/)
        .map((word): [string, Text] => [word, reasons[reason]]),
    ),
  );
}
