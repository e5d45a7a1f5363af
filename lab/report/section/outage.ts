import type { Language } from "../../../agent/base/text.ts";
import type { MeasuredFault } from "../../check/trial.ts";
import { duration, faultName, seconds } from "../../check/words.ts";
import type { Section } from "../section.ts";

/** What the users saw, beside what the protocol promises; for many trials see the summary. */
export const outage: Section = {
  title: { fr: "La coupure vue par les clients", en: "The outage as the clients saw it" },
  lines({ facts }, { language, paint }) {
    const [trial] = facts.trials;
    if (trial === undefined || facts.trials.length > 1) return [];
    const reason = trial.void && paint("yellow", `  ${wording[language].void} ${trial.void[language]}`);
    const faults = trial.faults.flatMap((fault) => {
      const [head = "", ...details] = faultLines(fault, language);
      return [`  ${paint("bold", head)}`, ...details.map((line) => `    ${line}`)];
    });
    return [...(reason === undefined ? [] : [reason]), ...faults];
  },
};

/** The figure first, then what it rests on. */
function faultLines(fault: MeasuredFault, language: Language): readonly string[] {
  const { target, outage: measured } = fault;
  const text = wording[language];
  const name = faultName(fault.fault, language);
  if (measured === undefined) return [text.head(target, name, "–")];
  const { outageMs, resolutionMs, lost, late, sent } = measured;
  const figure = outageMs === null ? text.gone : duration(outageMs, language);
  return [
    text.head(target, name, figure),
    text.probes(lost, sent, late, duration(resolutionMs, language)),
    ...predictionLines(fault, language),
  ];
}

/** `2.97 s = 3 × 1.00 s + skew 0.60 s − 0.63 s since the last advert`: RFC 3768 §6.1. */
function predictionLines(
  { prediction, predictedMs, outage: measured }: MeasuredFault,
  language: Language,
): readonly string[] {
  const text = wording[language];
  if (predictedMs === null) return [];
  const range = `${duration(predictedMs[0], language)} – ${duration(predictedMs[1], language)}`;
  if (prediction === undefined) return [text.handover(range)];
  const { advertMs, skewMs, sinceAdvertMs, outageMs, successor, priority } = prediction;
  const s = (ms: number) => seconds(ms, language);
  const since = sinceAdvertMs === null ? text.sinceUnknown : text.since(s(sinceAdvertMs));
  const residualMs = measured?.outageMs == null ? undefined : measured.outageMs - outageMs;
  const residual =
    residualMs === undefined ? "–" : `${residualMs >= 0 ? "+" : ""}${duration(residualMs, language)}`;
  return [
    text.predicted(`${s(outageMs)} = 3 × ${s(advertMs)} + skew ${s(skewMs)} − ${since}`),
    text.residual(residual, range),
    text.why(successor, priority),
  ];
}

const wording = {
  fr: {
    void: "Essai nul :",
    head: (target: string, fault: string, figure: string) => `${target}, ${fault} : ${figure}`,
    gone: "le service n'est pas revenu",
    probes: (lost: number, sent: number, late: number, resolution: string) =>
      `sondes : ${lost} perdues sur ${sent}, ${late} en retard ; résolution ${resolution}`,
    handover: (range: string) => `prévu : ${range}, car l'ancien et le nouveau maître vivent tous deux`,
    since: (took: string) => `${took} depuis la dernière annonce`,
    sinceUnknown: "0 à 1 intervalle depuis la dernière annonce",
    predicted: (sum: string) => `prévu : ${sum}`,
    residual: (residual: string, range: string) => `mesuré moins prévu : ${residual} ; admis : ${range}`,
    why: (node: string, priority: number) =>
      `${node} attend trois annonces manquées, puis son skew, plus long si la priorité (${priority}) est basse`,
  },
  en: {
    void: "Void trial:",
    head: (target: string, fault: string, figure: string) => `${target}, ${fault}: ${figure}`,
    gone: "the service did not come back",
    probes: (lost: number, sent: number, late: number, resolution: string) =>
      `probes: ${lost} of ${sent} lost, ${late} late; resolution ${resolution}`,
    handover: (range: string) => `predicted: ${range}, since the old and the new master are both alive`,
    since: (took: string) => `${took} since the last advert`,
    sinceUnknown: "0 to 1 interval since the last advert",
    predicted: (sum: string) => `predicted: ${sum}`,
    residual: (residual: string, range: string) => `measured less predicted: ${residual}; allowed: ${range}`,
    why: (node: string, priority: number) =>
      `${node} waits for three missed adverts, then its skew, longer for a lower priority (${priority})`,
  },
} as const;
