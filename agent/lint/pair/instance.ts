import { findingAt, instancesOf } from "../place.ts";
import type { PairRule } from "../rule.ts";
import { couplesOf } from "./couple.ts";

/** An instance that stands on one node alone has nobody to take over. */
export const instance: PairRule = {
  name: "pair-instance",
  find: (pair) => {
    const couples = couplesOf(pair);
    const paired = new Set(couples.flat().map(({ block }) => block));
    return pair.flatMap((member, index) =>
      instancesOf(member)
        .filter(({ block }) => !paired.has(block))
        .map(({ instance: { name, virtualRouterId }, block }) => {
          const other = pair[1 - index]?.node;
          return findingAt(member, block.words[1] ?? block.words[0], "ERR_CONFIG_REFERENCE", {
            severity: "mistake",
            text: {
              fr: `L'instance ${name} (virtual_router_id ${virtualRouterId}) n'existe que sur ${member.node} : ${other} ne peut pas prendre ses adresses.`,
              en: `The instance ${name} (virtual_router_id ${virtualRouterId}) exists on ${member.node} only: ${other} cannot take over its addresses.`,
            },
          });
        }),
    );
  },
};
