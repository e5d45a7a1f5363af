import { findingAt } from "../place.ts";
import type { PairRule } from "../rule.ts";
import { bothWays, couplesOf } from "./couple.ts";

/** Whatever a notify script does on one node, the other one does not when its turn comes. */
export const notify: PairRule = {
  name: "pair-notify",
  find: (pair) =>
    couplesOf(pair)
      .flatMap(bothWays)
      .filter(([own, other]) => isEmpty(own.instance.notify) && !isEmpty(other.instance.notify))
      .map(([own, other]) =>
        findingAt(own.member, own.block.words[1] ?? own.block.words[0], "ERR_CONFIG_REFERENCE", {
          text: {
            fr: `${other.member.node} lance des scripts notify et ${own.member.node} aucun : quand ${own.member.node} devient maître, rien n'est lancé ni noté. Mettez les mêmes lignes ici.`,
            en: `${other.member.node} runs notify scripts and ${own.member.node} none: when ${own.member.node} becomes master nothing is run or noted. Put the same lines here.`,
          },
        }),
      ),
};

function isEmpty(notify: object): boolean {
  return Object.keys(notify).length === 0;
}
