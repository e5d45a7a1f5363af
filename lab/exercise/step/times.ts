import type { Text } from "../../../agent/base/text.ts";
import { judgeEach } from "../../check/each-fault.ts";
import { judgeOutage } from "../../check/outage.ts";
import type { MeasuredFault } from "../../check/trial.ts";
import { duration, inEvery } from "../../check/words.ts";
import { medianInterval } from "../../stats/median-interval.ts";
import { median } from "../../stats/quantile.ts";
import { fail, type Step, unknown } from "../step.ts";
import { struckOwners } from "../struck.ts";

/** The time of the failover is measured, with a probe that kept its pace, and it is the one the protocol predicts. */
export const times: Step = {
  title: { fr: "Temps de basculement documentés", en: "Failover times documented" },
  asks: {
    fr: "La coupure est mesurée du côté du client, et c'est celle que le protocole prévoit : trois annonces manquées, plus un délai selon la priorité (skew), moins le temps déjà passé depuis la dernière annonce.",
    en: "The outage is measured at the client, and it is the one that the protocol predicts: three missed adverts, plus a delay by priority (skew), less the time that had passed since the last advert.",
  },
  points: 3,
  needs: ["failover"],
  judge(facts) {
    const struck = struckOwners(facts);
    const found = judgeEach(
      facts,
      (fault) => struck.includes(fault),
      (fault) => judgeOutage(fault, {}),
    );
    const outages = struck.flatMap(({ outage }) => (outage?.outageMs == null ? [] : [outage.outageMs]));
    if (found.verdict === "unknown") return unknown(found.actual);
    if (found.verdict === "fail") return fail(found.actual, sameTimers);
    const [first] = struck;
    if (outages.length === 1 && first?.predictedMs) {
      return { verdict: "pass", evidence: singleText(found.actual, first, first.predictedMs) };
    }
    return { verdict: "pass", evidence: medianText(struck) };
  },
};

const sameTimers = {
  fr: "Comparez avec 3 × advert_int + (256 − priorité)/256 : le même advert_int sur les deux nœuds, et keepalived redémarré après chaque changement ? Sinon, recommencez quand la machine est au repos",
  en: "Compare with 3 × advert_int + (256 − priority)/256: the same advert_int on both nodes, and keepalived restarted after each change? If so, do it once more while the machine is idle",
};

function singleText(
  actual: Text,
  { decidedBy, prediction }: MeasuredFault,
  [low, high]: readonly [number, number],
): Text {
  if (decidedBy === "watch") return watchText(actual, prediction?.outageMs ?? 0);
  return {
    fr: `${actual.fr} ; le protocole prévoit ${duration(low, "fr")} – ${duration(high, "fr")}`,
    en: `${actual.en}; the protocol predicts ${duration(low, "en")} – ${duration(high, "en")}`,
  };
}

function watchText(actual: Text, aloneMs: number): Text {
  return {
    fr: `${actual.fr}, par la connexion de surveillance ; VRRP seul aurait mis ${duration(aloneMs, "fr")}`,
    en: `${actual.en}, by the watch connection; VRRP alone would have taken ${duration(aloneMs, "en")}`,
  };
}

/** Outages of the two ways have no common median. */
function medianText(struck: readonly MeasuredFault[]): Text {
  const ways = [...Map.groupBy(struck, ({ decidedBy }) => decidedBy)].map(([decidedBy, faults]) => {
    const outages = faults.flatMap(({ outage }) => (outage?.outageMs == null ? [] : [outage.outageMs]));
    return wayText(outages, decidedBy === "watch");
  });
  return inEvery((language) => ways.map((text) => text[language]).join("; "));
}

function wayText(outages: readonly number[], watched: boolean): Text {
  const middle = median(outages) ?? 0;
  const [low, high] = medianInterval(outages) ?? [middle, middle];
  return {
    fr: `médiane ${duration(middle, "fr")} (IC 95 % ${duration(low, "fr")} – ${duration(high, "fr")}), ${outages.length} essais${watched ? " par la connexion de surveillance" : ""}`,
    en: `median ${duration(middle, "en")} (95 % CI ${duration(low, "en")} – ${duration(high, "en")}), ${outages.length} trials${watched ? " by the watch connection" : ""}`,
  };
}
