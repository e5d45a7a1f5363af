import type { GlobalDraft } from "./global.ts";
import { type KeywordTable, noted } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import { readNumber } from "./number.ts";
import type { Report } from "./report.ts";

/** What the daemon asks of the scheduler. Scripts are not concerned. */
export interface Scheduling {
  /** −20 … 19. */
  nice?: number;
  /** SCHED_RR, 1 … 99. */
  realTimePriority?: number;
}

/** keepalived.conf(5): the VRRP process, which here is the only one. */
export const globalProcessKeywords: KeywordTable<GlobalDraft> = {
  vrrp_priority: {
    kind: "value",
    words: [1, 1],
    doc: {
      fr: "La priorité du démon, de -20 à 19 (ici −20 par défaut, si le noyau le permet).",
      en: "The priority of the daemon, -20 to 19 (here −20 by default, where the kernel permits it).",
    },
    read: (draft, { values: [word] }, report) => {
      set(draft, "nice", word, report, { keyword: "vrrp_priority", minimum: -20, maximum: 19 });
    },
  },
  vrrp_rt_priority: {
    kind: "value",
    words: [1, 1],
    doc: {
      fr: "Ordonnancement temps réel (SCHED_RR) du démon, de 1 à 99.",
      en: "Real-time scheduling (SCHED_RR) of the daemon, 1 to 99.",
    },
    read: (draft, { values: [word] }, report) => {
      set(draft, "realTimePriority", word, report, { keyword: "vrrp_rt_priority", minimum: 1, maximum: 99 });
    },
  },
  ...noted("vrrp_rlimit_rttime", {
    fr: "Sans effet : le dépassement de cette limite tuerait le démon. sched_rt_runtime_us du noyau protège la machine.",
    en: "Without effect: whoever exceeds this limit is killed. The kernel's sched_rt_runtime_us protects the machine.",
  }),
  ...noted("vrrp_no_swap", {
    fr: "Sans effet : Node ne supporte pas que sa mémoire soit verrouillée. MemorySwapMax=0 dans l'unité systemd fait de même.",
    en: "Without effect: Node does not bear that its memory is locked. MemorySwapMax=0 in the systemd unit does the same.",
  }),
};

function set(
  { defs }: GlobalDraft,
  key: keyof Scheduling,
  word: Word | undefined,
  report: Report,
  range: { readonly keyword: string; readonly minimum: number; readonly maximum: number },
): void {
  const value = word && readNumber(word, { ...range, otherwise: "0" }, report);
  if (value !== undefined) defs.scheduling = { ...defs.scheduling, [key]: value };
}
