import type { WatchSettings } from "./config.ts";
import type { GlobalDraft } from "./global.ts";
import type { InstanceDefaults } from "./instance-defaults.ts";
import type { InstanceDraft } from "./instance-draft.ts";
import type { KeywordTable } from "./keyword.ts";
import { readNumber } from "./number.ts";
import { ourSwitch } from "./our-switch.ts";

/** Nobody's by IANA's list, and outside the range from which Linux takes ports by itself (32768–60999). */
const defaultPort = 61_112;

/** `on` and `port`, while they are read. */
export interface WatchDraft {
  on?: boolean;
  port?: number;
}

/** The connection between two of our daemons (docs/failover.md): what a block says of it. */
export const watchKeywords: KeywordTable<InstanceDraft> = {
  watch: ourSwitch(
    ({ watch }, on) => {
      watch.on = on;
    },
    {
      fr: "on ou off : la connexion de surveillance avec l'autre bascule (docs/failover.md).",
      en: "on or off: the watch connection to the other bascule (docs/failover.md).",
    },
  ),
};

/** The same for all instances, and the port. */
export const globalWatchKeywords: KeywordTable<GlobalDraft> = {
  watch: ourSwitch(
    ({ defaults }, on) => {
      defaults.watch.on = on;
    },
    {
      fr: "on ou off pour toutes les instances.",
      en: "on or off for all instances.",
    },
  ),
  watch_port: {
    kind: "value",
    words: [1, 1],
    ours: true,
    doc: {
      fr: `Le port de la connexion de surveillance (${defaultPort}, en TCP, ses battements en UDP), le même sur les deux nœuds.`,
      en: `The port of the watch connection (${defaultPort}, TCP, with heartbeats over UDP), the same on both nodes.`,
    },
    read: ({ defaults }, { values: [word] }, report) => {
      const range = { keyword: "watch_port", minimum: 1, maximum: 65_535, otherwise: String(defaultPort) };
      const port = word && readNumber(word, range, report);
      if (port !== undefined) defaults.watch.port = port;
    },
  },
};

/** On where the file does not say otherwise. Absent: no connection. */
export function finishWatch({ watch }: InstanceDraft, defaults: InstanceDefaults): { watch?: WatchSettings } {
  const on = watch.on ?? defaults.watch.on ?? true;
  return on ? { watch: { port: defaults.watch.port ?? defaultPort } } : {};
}
