import type { Text } from "../../base/text.ts";
import type { GarpDraft } from "./garp.ts";
import type { GlobalDraft } from "./global.ts";
import type { InstanceDraft } from "./instance-draft.ts";
import type { KeywordTable, Statement, ValueKeyword } from "./keyword.ts";
import type { Report } from "./report.ts";

const longestSeconds = 86_400;

/** Reminders on the interfaces of addresses with `dev`, which no advert passes: keepalived.conf(5). */
export const garpElsewhereKeywords: KeywordTable<InstanceDraft> = {
  garp_extra_if: keyword(({ garp }) => garp, {
    fr: "« all N » : rappelle toutes les N secondes une adresse de chaque autre interface (dev) ; sans « all », ne concerne que des interfaces qui ne sont pas faites ici.",
    en: '"all N": reminds every N seconds of one address of each other interface (dev); without "all" only of interfaces that are not made here.',
  }),
};

export const globalGarpElsewhereKeywords: KeywordTable<GlobalDraft> = {
  vrrp_garp_extra_if: keyword(({ defaults }) => defaults.garp, {
    fr: "garp_extra_if de toutes les instances.",
    en: "garp_extra_if of all instances.",
  }),
};

function keyword<Draft>(garpOf: (draft: Draft) => GarpDraft, doc: Text): ValueKeyword<Draft> {
  return {
    kind: "value",
    words: [0, 2],
    doc,
    read: (draft, statement, report) => {
      const seconds = readSeconds(statement, report);
      if (seconds !== undefined) garpOf(draft).elsewhereSeconds = seconds;
    },
  };
}

/** 0: nothing is reminded of. */
function readSeconds({ keyword: at, values }: Statement, report: Report): number | undefined {
  const all = values[0]?.text === "all";
  const word = all ? values[1] : values[0];
  if (word === undefined) {
    report.mistake(at, "ERR_CONFIG_VALUE", {
      fr: `${at.text} sans durée : keepalived ignore la ligne. Écrivez « ${at.text} all 100 », en secondes.`,
      en: `${at.text} without a time: keepalived ignores the line. Write "${at.text} all 100", in seconds.`,
    });
    return undefined;
  }
  const seconds = /^\d+$/.test(word.text) ? Number(word.text) : Number.NaN;
  if (seconds <= longestSeconds) return all ? seconds : 0;
  report.mistake(word, "ERR_CONFIG_VALUE", {
    fr: `${at.text} ${word.text} : ce n'est pas un nombre de 0 à ${longestSeconds}. keepalived ignore la ligne.`,
    en: `${at.text} ${word.text}: this is no number from 0 to ${longestSeconds}. keepalived ignores the line.`,
  });
  return undefined;
}
