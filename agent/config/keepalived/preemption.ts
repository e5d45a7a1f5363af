import type { InstanceDraft } from "./instance-draft.ts";
import type { KeywordTable } from "./keyword.ts";
import { readNumber } from "./number.ts";
import type { Report } from "./report.ts";

/** Whether, and how soon, a better router takes over from a weaker master. */
export const preemptionKeywords: KeywordTable<InstanceDraft> = {
  nopreempt: {
    kind: "value",
    words: [0, 0],
    doc: {
      fr: "Ne reprend pas la place d'un maître de moindre priorité.",
      en: "Does not take over from a master of lower priority.",
    },
    read: (draft, { keyword }) => {
      draft.nopreempt = keyword;
    },
  },
  preempt: {
    kind: "value",
    words: [0, 0],
    doc: { fr: "Le contraire de nopreempt (défaut).", en: "The opposite of nopreempt (default)." },
    read: (draft) => {
      delete draft.nopreempt;
    },
  },
  preempt_delay: {
    kind: "value",
    words: [1, 1],
    doc: {
      fr: "Secondes d'attente avant de reprendre la place (0 à 1000).",
      en: "Seconds to wait before taking over again (0 to 1000).",
    },
    read: (draft, { values: [word] }, report) => {
      const range = { keyword: "preempt_delay", minimum: 0, maximum: 1000, otherwise: "0", fraction: true };
      const seconds = word && readNumber(word, range, report);
      if (word !== undefined && seconds !== undefined) draft.preemptDelay = { seconds, at: word };
    },
  },
};

/** What contradicts itself is cleared, as by the original. */
export function finishPreemption(draft: InstanceDraft, report: Report) {
  const nopreempt = finishNopreempt(draft, report);
  return { nopreempt, preemptDelayMs: 1000 * finishDelay(draft, nopreempt, report) };
}

function finishNopreempt(draft: InstanceDraft, report: Report): boolean {
  if (draft.nopreempt === undefined) return false;
  if (draft.initialState !== "MASTER") return true;
  report.mistake(draft.nopreempt, "ERR_CONFIG_VALUE", {
    fr: 'nopreempt ne vaut rien avec "state MASTER" : keepalived l\'efface. Écrivez state BACKUP sur les deux nœuds.',
    en: 'nopreempt does nothing with "state MASTER": keepalived clears it. Write state BACKUP on both nodes.',
  });
  return false;
}

function finishDelay(
  { preemptDelay, initialState }: InstanceDraft,
  nopreempt: boolean,
  report: Report,
): number {
  if (preemptDelay === undefined || preemptDelay.seconds === 0) return 0;
  if (!nopreempt && initialState !== "MASTER") return preemptDelay.seconds;
  const other = nopreempt ? "nopreempt" : "state MASTER";
  report.mistake(preemptDelay.at, "ERR_CONFIG_VALUE", {
    fr: `preempt_delay ne vaut rien avec "${other}" : keepalived l'efface.`,
    en: `preempt_delay does nothing with "${other}": keepalived clears it.`,
  });
  return 0;
}
