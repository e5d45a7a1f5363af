import { findingAt, placeOf } from "../place.ts";
import type { PairRule } from "../rule.ts";
import { couplesOf } from "./couple.ts";

/** Equal priorities: the higher address wins, which nobody meant. */
export const priority: PairRule = {
  name: "pair-priority",
  find: (pair) =>
    couplesOf(pair)
      .filter(([first, second]) => first.instance.priority === second.instance.priority)
      .map(([first, second]) => {
        const { priority: value } = second.instance;
        const lower = Math.max(1, value - 10);
        return findingAt(second.member, placeOf(second.block, "priority"), "ERR_CONFIG_VALUE", {
          severity: "mistake",
          text: {
            fr: `${first.member.node} et ${second.member.node} ont la même priorité ${value} : c'est l'adresse IP la plus haute qui décide, et celui qui démarre le premier garde l'adresse virtuelle. Donnez au secours une priorité plus basse.`,
            en: `${first.member.node} and ${second.member.node} have the same priority ${value}: the higher IP address decides, and whoever starts first keeps the virtual address. Give the backup a lower priority.`,
          },
          ...(placeOf(second.block, "priority") === second.block.words[1] ? {} : { instead: String(lower) }),
        });
      }),
};
