import type { Text } from "../../base/text.ts";
import type { GarpSettings } from "./config.ts";
import type { GlobalDraft } from "./global.ts";
import type { InstanceDraft } from "./instance-draft.ts";
import type { KeywordTable, ValueKeyword } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import { reportNoSwitch } from "./notify.ts";
import { readNumber } from "./number.ts";
import type { Report } from "./report.ts";
import { readSwitch } from "./switch-word.ts";

/** When and how often addresses are announced, as far as a block says it; in the file's units, seconds. */
export type GarpDraft = Partial<Record<GarpName, number>> & {
  readonly at?: Word;
  /** `vrrp_min_garp`. */
  minimal?: boolean;
  /** `vrrp_garp_interval`, `vrrp_gna_interval`; IPv6 has its own. */
  intervalSeconds?: number;
  intervalSecondsIpv6?: number;
  /** `garp_extra_if`. */
  elsewhereSeconds?: number;
};

type GarpName = (typeof names)[number]["name"];

/** The largest number of messages, and of seconds, that the original can hold. */
const most = 4294;

const names = [
  {
    name: "garp_master_delay",
    minimum: 0,
    doc: {
      fr: "Secondes jusqu'à la deuxième salve d'ARP gratuits d'un nouveau maître (5) ; 0 : aucune.",
      en: "Seconds until the second round of gratuitous ARP of a new master (5); 0: none.",
    },
  },
  {
    name: "garp_master_repeat",
    minimum: 1,
    doc: { fr: "ARP gratuits par salve et par adresse (5).", en: "Gratuitous ARPs a round and address (5)." },
  },
  {
    name: "garp_master_refresh",
    minimum: 0,
    doc: {
      fr: "Secondes entre deux rappels d'un maître (0 : aucun).",
      en: "Seconds between two reminders of a master (0: none).",
    },
  },
  {
    name: "garp_master_refresh_repeat",
    minimum: 1,
    doc: {
      fr: "ARP gratuits par rappel et par adresse (1).",
      en: "Gratuitous ARPs a reminder and address (1).",
    },
  },
  {
    name: "garp_lower_prio_delay",
    minimum: 0,
    doc: {
      fr: "Comme garp_master_delay, quand un maître plus faible s'est annoncé (le garp_master_delay de global_defs).",
      en: "Like garp_master_delay, after a weaker master announced itself (global_defs' garp_master_delay).",
    },
  },
  {
    name: "garp_lower_prio_repeat",
    minimum: 0,
    doc: {
      fr: "Comme garp_master_repeat, quand un maître plus faible s'est annoncé (le garp_master_repeat de global_defs).",
      en: "Like garp_master_repeat, after a weaker master announced itself (global_defs' garp_master_repeat).",
    },
  },
] as const satisfies readonly { readonly name: string; readonly minimum: number; readonly doc: Text }[];

/** `garp_…` of a `vrrp_instance`. */
export const garpKeywords: KeywordTable<InstanceDraft> = Object.fromEntries(
  names.map((row) => [row.name, keyword<InstanceDraft>(row, "", (draft) => draft.garp)]),
);

/** `vrrp_garp_…` of `global_defs`, for all instances that say nothing else. */
export const globalGarpKeywords: KeywordTable<GlobalDraft> = {
  ...Object.fromEntries(
    names.map((row) => [
      `vrrp_${row.name}`,
      keyword<GlobalDraft>(row, "vrrp_", ({ defaults }) => defaults.garp),
    ]),
  ),
};

/** Of `global_defs` only. */
export const announceKeywords: KeywordTable<GlobalDraft> = {
  vrrp_min_garp: {
    kind: "value",
    words: [0, 1],
    doc: {
      fr: "Une seule annonce de chaque adresse, sans deuxième salve.",
      en: "One announcement of each address only, without a second round.",
    },
    read: ({ defaults }, { keyword: at, values: [word] }, report) => {
      const on = readSwitch(word);
      if (on !== undefined) defaults.garp.minimal = on;
      else reportNoSwitch(at, word, report);
    },
  },
  vrrp_garp_interval: interval("intervalSeconds", {
    fr: "Secondes entre deux ARP gratuits (0 : aucune).",
    en: "Seconds between two gratuitous ARPs (0: none).",
  }),
  vrrp_gna_interval: interval("intervalSecondsIpv6", {
    fr: "Secondes entre deux annonces de voisin non demandées, en IPv6 (0 : aucune).",
    en: "Seconds between two unsolicited neighbour advertisements, in IPv6 (0: none).",
  }),
};

function interval(field: "intervalSeconds" | "intervalSecondsIpv6", doc: Text): ValueKeyword<GlobalDraft> {
  return {
    kind: "value",
    words: [1, 1],
    doc,
    read: ({ defaults }, { keyword: at, values: [word] }, report) => {
      const range = { keyword: at.text, minimum: 0, maximum: 1, otherwise: "0", fraction: true };
      const seconds = word && readNumber(word, range, report);
      if (seconds !== undefined) defaults.garp[field] = seconds;
    },
  };
}

function keyword<Draft>(
  { name, minimum, doc }: (typeof names)[number],
  prefix: string,
  garpOf: (draft: Draft) => GarpDraft,
): ValueKeyword<Draft> {
  return {
    kind: "value",
    words: [1, 1],
    doc,
    read: (draft, { keyword: at, values: [word] }, report) => {
      const range = { keyword: prefix + name, minimum, maximum: most, otherwise: minimum === 1 ? "1" : "–" };
      const value = word && readNumber(word, range, report);
      if (value !== undefined) Object.assign(garpOf(draft), { [name]: value, at });
      else if (word?.text === "0") Object.assign(garpOf(draft), { [name]: minimum, at });
    },
  };
}

/**
 * The instance's own values before the global ones before the original's defaults. Against a weaker master those of
 * `global_defs` count, measured: garp_master_delay of the instance does not change garp_lower_prio_delay.
 */
export function finishGarp(own: GarpDraft, global: GarpDraft, strict: boolean, report: Report): GarpSettings {
  const said = { ...global, ...own };
  const delay = said.garp_master_delay ?? (said.minimal ? 0 : 5);
  const repeat = said.garp_master_repeat ?? (said.minimal ? 1 : 5);
  const spacing = {
    ...(said.intervalSeconds && { intervalMs: said.intervalSeconds * 1000 }),
    ...(said.elsewhereSeconds && { elsewhereMs: said.elsewhereSeconds * 1000 }),
    ...(said.intervalSecondsIpv6 && { intervalMsIpv6: said.intervalSecondsIpv6 * 1000 }),
  };
  const first = { delayMs: delay * 1000, repeat, ...spacing };
  const refreshRepeat = said.garp_master_refresh_repeat ?? 1;
  if (strict) {
    if (said.garp_master_refresh || said.garp_lower_prio_repeat) reportStrict(said.at, report);
    return { ...first, refreshMs: 0, refreshRepeat, lowerPriorityDelayMs: 0, lowerPriorityRepeat: 0 };
  }
  return {
    ...first,
    refreshMs: (said.garp_master_refresh ?? 0) * 1000,
    refreshRepeat,
    lowerPriorityDelayMs: (said.garp_lower_prio_delay ?? global.garp_master_delay ?? 5) * 1000,
    lowerPriorityRepeat: said.garp_lower_prio_repeat ?? global.garp_master_repeat ?? 5,
  };
}

function reportStrict(at: Word | undefined, report: Report): void {
  if (at === undefined) return;
  report.mistake(at, "ERR_CONFIG_VALUE", {
    fr: "vrrp_strict ne permet pas de répéter les ARP gratuits : keepalived efface garp_master_refresh et garp_lower_prio_repeat.",
    en: "vrrp_strict does not allow to repeat gratuitous ARP: keepalived clears garp_master_refresh and garp_lower_prio_repeat.",
  });
}
