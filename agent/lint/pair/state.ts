import { findingAt, placeOf } from "../place.ts";
import type { PairRule } from "../rule.ts";
import { bothWays, couplesOf } from "./couple.ts";

/** `state MASTER` is a first guess: on the node of the lower priority it only makes the addresses move twice at the start. */
export const state: PairRule = {
  name: "pair-state",
  find: (pair) =>
    couplesOf(pair)
      .flatMap(bothWays)
      .filter(
        ([own, other]) =>
          own.instance.initialState === "MASTER" && own.instance.priority < other.instance.priority,
      )
      .map(([own, other]) =>
        findingAt(own.member, placeOf(own.block, "state"), "ERR_CONFIG_VALUE", {
          text: {
            fr: `"state" n'est qu'une première supposition : la priorité décide. ${own.member.node} (${own.instance.priority}) se croit maître au démarrage et prend l'adresse, puis la rend à ${other.member.node} (${other.instance.priority}). Écrivez BACKUP.`,
            en: `"state" is only a first guess: the priority decides. ${own.member.node} (${own.instance.priority}) believes to be master when it starts and takes the address, then gives it back to ${other.member.node} (${other.instance.priority}). Write BACKUP.`,
          },
          instead: "BACKUP",
        }),
      ),
};
