import type { Text } from "../../../agent/base/text.ts";
import { judgeEach } from "../../check/each-fault.ts";
import { judgeOutage } from "../../check/outage.ts";
import { duration } from "../../check/words.ts";
import { medianInterval } from "../../stats/median-interval.ts";
import { median } from "../../stats/quantile.ts";
import type { Step } from "../step.ts";
import { struckOwners } from "../struck.ts";

/** The time of the failover is measured, with a probe that kept its pace, and it is the one the protocol predicts. */
export const times: Step = {
  title: { fr: "Temps de basculement documentés", en: "Failover times documented" },
  needs: ["failover"],
  judge(facts) {
    const struck = struckOwners(facts);
    const found = judgeEach(
      facts,
      (fault) => struck.includes(fault),
      (fault) => judgeOutage(fault, {}),
    );
    const outages = struck.flatMap(({ outage }) => (outage?.outageMs == null ? [] : [outage.outageMs]));
    if (found.verdict !== "pass") return { verdict: found.verdict, evidence: found.actual };
    const [range] = struck.map(({ predictedMs }) => predictedMs);
    if (outages.length === 1 && range) return { verdict: "pass", evidence: singleText(found.actual, range) };
    return { verdict: "pass", evidence: medianText(outages) };
  },
};

function singleText(actual: Text, [low, high]: readonly [number, number]): Text {
  return {
    fr: `${actual.fr} ; le protocole prévoit ${duration(low, "fr")} – ${duration(high, "fr")}`,
    en: `${actual.en}; the protocol predicts ${duration(low, "en")} – ${duration(high, "en")}`,
  };
}

function medianText(outages: readonly number[]) {
  const middle = median(outages) ?? 0;
  const [low, high] = medianInterval(outages) ?? [middle, middle];
  return {
    fr: `médiane ${duration(middle, "fr")} (IC 95 % ${duration(low, "fr")} – ${duration(high, "fr")}), ${outages.length} essais`,
    en: `median ${duration(middle, "en")} (95 % CI ${duration(low, "en")} – ${duration(high, "en")}), ${outages.length} trials`,
  };
}
