import type { Facts } from "../../check/facts.ts";
import { judgeFailback } from "../../check/failback.ts";
import { within } from "../../check/select.ts";
import type { MeasuredFault } from "../../check/trial.ts";
import { fail, pass, type Step, type StepFinding, unknown } from "../step.ts";
import { struckOwners } from "../struck.ts";

/** The users' requests follow the address by themselves, and come back with it when the master returns. */
export const traffic: Step = {
  title: { fr: "Le trafic bascule seul, et revient", en: "Traffic moves by itself, and comes back" },
  asks: {
    fr: "Les clients gardent la même adresse : leurs requêtes sont servies par l'autre nœud, puis de nouveau par le maître quand il revient.",
    en: "The clients keep the same address: their requests are served by the other node, and by the master again when it returns.",
  },
  points: 3,
  needs: ["failover"],
  judge(facts) {
    const { tracks } = facts;
    if (tracks.http === undefined) {
      return unknown({ fr: "aucune requête n'a été mesurée", en: "no request was measured" });
    }
    const struck = struckOwners(facts);
    const lost = struck.find((fault) => answeredAfter(fault, facts) === 0);
    if (lost !== undefined) {
      const { newOwner } = lost;
      return fail(
        {
          fr: `${newOwner} a l'adresse, mais aucune requête n'aboutit`,
          en: `${newOwner} has the address, but no request succeeds`,
        },
        {
          fr: `HAProxy doit tourner sur ${newOwner} et y écouter sur toutes les adresses : bind *:80`,
          en: `HAProxy must run on ${newOwner} and listen there on every address: bind *:80`,
        },
      );
    }
    return judgeReturn(facts, struck);
  },
};

function judgeReturn(facts: Facts, struck: readonly MeasuredFault[]): StepFinding {
  const targets = new Set(struck.map(({ target }) => target));
  const heals = facts.trials.flatMap(({ faults }) => {
    return faults.filter(({ action, target }) => action === "heal" && targets.has(target));
  });
  const findings = heals.map((heal) => ({ heal, ...judgeFailback(heal, facts, undefined) }));
  const bad =
    findings.find(({ verdict }) => verdict === "fail") ?? findings.find(({ verdict }) => verdict !== "pass");
  if (bad !== undefined) return { verdict: bad.verdict, evidence: bad.actual, hint: mastersPriority };
  const [first] = findings;
  if (first === undefined) {
    return unknown({ fr: "le maître n'a pas été remis en marche", en: "the master was not started again" });
  }
  const lost = heals.find((heal) => answeredAfter(heal, facts) === 0);
  if (lost !== undefined) {
    return fail(
      { fr: "après le retour, aucune requête n'aboutit", en: "after the return no request succeeds" },
      {
        fr: "HAProxy doit redémarrer avec le nœud : « systemctl status haproxy » sur le maître",
        en: 'HAProxy must start again with the node: "systemctl status haproxy" on the master',
      },
    );
  }
  const counts = struck.map((fault) => answeredAfter(fault, facts)).reduce((sum, count) => sum + count, 0);
  return pass({
    fr: `${counts} requêtes servies par le remplaçant ; retour : ${first.actual.fr}`,
    en: `${counts} requests served by the other; return: ${first.actual.en}`,
  });
}

const mastersPriority = {
  fr: "Le maître reprend l'adresse si sa priorité, poids des scripts compris, est la plus haute et si « nopreempt » n'est pas écrit",
  en: 'The master takes the address back if its priority, weights of scripts included, is the highest and "nopreempt" is not written',
};

/** Good replies between the address' move and the end of this fault's time. */
function answeredAfter({ newOwnerMs, window }: MeasuredFault, { tracks }: Facts): number {
  const after = { fromMs: newOwnerMs ?? window.fromMs, toMs: window.toMs };
  return within(tracks.http?.samples ?? [], after).filter(({ replyMs }) => replyMs !== null).length;
}
