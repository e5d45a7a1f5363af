import { duration } from "../../check/words.ts";
import { fail, pass, type Step, unknown } from "../step.ts";
import { struckOwners } from "../struck.ts";

/** The master stops, and the other node takes the virtual IP. Addresses are the evidence, so no probe is needed. */
export const failover: Step = {
  title: { fr: "Basculement à l'arrêt du maître", en: "Failover when the master stops" },
  asks: {
    fr: "Le maître s'arrête net, comme par une coupure de courant. L'autre nœud s'en aperçoit parce que les annonces cessent, et prend l'adresse virtuelle.",
    en: "The master stops at once, as in a power cut. The other node notices because the adverts cease, and takes the virtual IP.",
  },
  points: 4,
  needs: ["balancers", "vip"],
  judge(facts) {
    const struck = struckOwners(facts);
    const [first] = struck;
    if (first === undefined) {
      return unknown(
        { fr: "aucune panne n'a frappé le maître", en: "no fault has struck the master" },
        {
          fr: "Il faut un maître à arrêter : réussissez d'abord l'étape 2",
          en: "There must be a master to stop: make step 2 pass first",
        },
      );
    }
    const stuck = struck.find(({ newOwner }) => newOwner === null);
    if (stuck !== undefined) {
      return fail(
        {
          fr: `${stuck.target} est tombé et personne n'a repris l'adresse`,
          en: `${stuck.target} went down and nobody took the address`,
        },
        {
          fr: "keepalived doit tourner sur l'autre nœud, avec les mêmes virtual_router_id, auth_pass et virtual_ipaddress ; son journal (« journalctl -u keepalived ») dit son état",
          en: 'keepalived must run on the other node, with the same virtual_router_id, auth_pass and virtual_ipaddress; its log ("journalctl -u keepalived") tells its state',
        },
      );
    }
    const { target, newOwner, newOwnerMs, strikeMs } = first;
    const took = (language: "fr" | "en") => duration((newOwnerMs ?? strikeMs) - strikeMs, language);
    const times = struck.length > 1 ? ` (${struck.length} ×)` : "";
    return pass({
      fr: `${target} tombe, ${newOwner} reprend l'adresse après ${took("fr")}${times}`,
      en: `${target} goes down, ${newOwner} takes the address after ${took("en")}${times}`,
    });
  },
};
