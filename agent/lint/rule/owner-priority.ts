import { findingAt, instancesOf, placeOf } from "../place.ts";
import type { Rule } from "../rule.ts";

/** Priority 255 belongs to the router that owns the address for good (RFC 3768 §5.3.4): nothing lowers it. */
export const ownerPriority: Rule = {
  name: "owner-priority",
  find: (input) =>
    instancesOf(input)
      .filter(({ instance }) => instance.priority === 255)
      .map(({ instance, block }) => {
        const { initialState: state, trackScripts } = instance;
        const backup = state === "BACKUP";
        const scripts = trackScripts.length > 0;
        return findingAt(input, placeOf(block, "priority"), "ERR_CONFIG_VALUE", {
          text: {
            fr: `La priorité 255 est réservée au propriétaire de l'adresse : ce nœud devient maître aussitôt${backup ? ', bien que son "state" soit BACKUP' : ""}${scripts ? ", et le poids d'un script ne la change pas" : ""}. Écrivez 254 au plus.`,
            en: `Priority 255 is kept for the owner of the address: this node becomes master at once${backup ? ', although its "state" is BACKUP' : ""}${scripts ? ", and the weight of a script does not change it" : ""}. Write 254 at most.`,
          },
          instead: "254",
        });
      }),
};
