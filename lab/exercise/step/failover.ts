import { duration } from "../../check/words.ts";
import { fail, pass, type Step, unknown } from "../step.ts";
import { struckOwners } from "../struck.ts";

/** The master stops, and the other node takes the virtual IP. Addresses are the evidence, so no probe is needed. */
export const failover: Step = {
  title: { fr: "Basculement à l'arrêt du maître", en: "Failover when the master stops" },
  needs: ["balancers", "vip"],
  judge(facts) {
    const struck = struckOwners(facts);
    const [first] = struck;
    if (first === undefined) {
      return unknown({ fr: "aucune panne n'a frappé le maître", en: "no fault has struck the master" });
    }
    const stuck = struck.find(({ newOwner }) => newOwner === null);
    if (stuck !== undefined) {
      return fail({
        fr: `${stuck.target} est tombé et personne n'a repris l'adresse`,
        en: `${stuck.target} went down and nobody took the address`,
      });
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
