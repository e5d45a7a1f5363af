import type { Language } from "../../../agent/base/text.ts";
import type { MeasuredFault } from "../../check/trial.ts";
import { duration, faultName, seconds } from "../../check/words.ts";
import type { Section } from "../section.ts";

/** What the users saw, beside what the protocol promises; for many trials see the summary. */
export const outage: Section = {
  title: { fr: "La coupure vue par les clients", en: "The outage as the clients saw it" },
  lines({ facts }, { language }) {
    const [trial] = facts.trials;
    if (trial === undefined || facts.trials.length > 1) return [];
    const reason = trial.void === undefined ? [] : [`  ${voidWord[language]} ${trial.void[language]}`];
    return [...reason, ...trial.faults.flatMap((fault) => faultLines(fault, language))];
  },
};

const voidWord = { fr: "Essai nul :", en: "Void trial:" } as const;

function faultLines(fault: MeasuredFault, language: Language): string[] {
  const { target, outage: measured } = fault;
  const name = faultName(fault.fault, language);
  const head = `  ${target}, ${name}${language === "fr" ? " :" : ":"}`;
  if (measured === undefined) return [`${head} –`];
  const { outageMs, resolutionMs, lost, late, sent } = measured;
  const resolution = duration(resolutionMs, language);
  const counts =
    language === "fr"
      ? `${lost} sondes perdues et ${late} en retard sur ${sent}, résolution ${resolution}`
      : `${lost} probes lost and ${late} late of ${sent}, resolution ${resolution}`;
  const gone = language === "fr" ? "le service n'est pas revenu" : "the service did not come back";
  const figure = outageMs === null ? gone : duration(outageMs, language);
  return [`${head} ${figure} (${counts})`, ...predictionLines(fault, language)];
}

/** `3 × 1 s + skew 0.6 s − 0.4 s since the last advert = 3.2 s`: RFC 3768 §6.1. */
function predictionLines(
  { prediction, predictedMs, outage: measured }: MeasuredFault,
  language: Language,
): string[] {
  const s = (ms: number) => seconds(ms, language);
  if (predictedMs === null) return [];
  const range = `${duration(predictedMs[0], language)} … ${duration(predictedMs[1], language)}`;
  if (prediction === undefined)
    return [language === "fr" ? `    prévu : ${range}` : `    predicted: ${range}`];
  const { advertMs, sinceAdvertMs, outageMs, successor } = prediction;
  const sum = `3 × ${s(advertMs)} + skew ${s(prediction.skewMs)}`;
  const since =
    sinceAdvertMs === null
      ? { fr: "0 à 1 intervalle depuis la dernière annonce", en: "0 to 1 interval since the last advert" }
      : {
          fr: `${s(sinceAdvertMs)} depuis la dernière annonce`,
          en: `${s(sinceAdvertMs)} since the last advert`,
        };
  const residualMs = measured?.outageMs == null ? undefined : measured.outageMs - outageMs;
  const residual =
    residualMs === undefined ? "–" : `${residualMs >= 0 ? "+" : ""}${duration(residualMs, language)}`;
  const { priority } = prediction;
  return language === "fr"
    ? [
        `    prévu : ${sum} − ${since.fr} = ${s(outageMs)} ; admis ${range} ; écart ${residual}`,
        `    (${successor} attend trois annonces manquées, puis un délai d'autant plus long que sa priorité, ${priority}, est basse)`,
      ]
    : [
        `    predicted: ${sum} − ${since.en} = ${s(outageMs)}; allowed ${range}; residual ${residual}`,
        `    (${successor} waits for three missed adverts, then a delay that is the longer the lower its priority, ${priority})`,
      ];
}
