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
  const { outageMs, resolutionMs, lost, late, sent, pausedMs } = measured;
  const figure = outageMs === null ? text.gone : duration(outageMs, language);
  return [
    text.head(target, name, figure),
    text.probes(lost, sent, late, duration(resolutionMs, language)),
    ...(pausedMs < toldPauseMs ? [] : [text.paused(duration(pausedMs, language))]),
    ...predictionLines(fault, language),
  ];
}

/** Shorter pauses of the prober are the machine's everyday life. */
const toldPauseMs = 20;

/** `2.97 s = 3 × 1.00 s + skew 0.60 s − 0.63 s since the last advert`: RFC 3768 §6.1. */
function predictionLines(fault: MeasuredFault, language: Language): readonly string[] {
  const { prediction, predictedMs, decidedBy, outage: measured } = fault;
  const text = wording[language];
  if (predictedMs === null) return [];
  const range = `${duration(predictedMs[0], language)} – ${duration(predictedMs[1], language)}`;
  if (prediction === undefined) return [text.handover(range)];
  const { advertMs, skewMs, sinceAdvertMs, outageMs, successor, priority } = prediction;
  const s = (ms: number) => seconds(ms, language);
  const since = sinceAdvertMs === null ? text.sinceUnknown : text.since(s(sinceAdvertMs));
  const sum = `${s(outageMs)} = 3 × ${s(advertMs)} + skew ${s(skewMs)} − ${since}`;
  if (decidedBy === "watch" && prediction.early !== undefined) {
    const { owner, told } = { owner: fault.target, told: prediction.early.sign };
    return [text.alone(sum), text[told](owner, successor), text.allowed(range)];
  }
  const residualMs = measured?.outageMs == null ? undefined : measured.outageMs - outageMs;
  const residual =
    residualMs === undefined ? "–" : `${residualMs >= 0 ? "+" : ""}${duration(residualMs, language)}`;
  return [
    text.predicted(sum),
    text.residual(residual, range),
    text.why(successor, priority),
    ...(prediction.early === undefined ? [] : [text.late]),
  ];
}

const wording = {
  fr: {
    void: "Essai nul :",
    head: (target: string, fault: string, figure: string) => `${target}, ${fault} : ${figure}`,
    gone: "le service n'est pas revenu",
    probes: (lost: number, sent: number, late: number, resolution: string) =>
      `sondes : ${lost} perdues sur ${sent}, ${late} en retard ; résolution ${resolution}`,
    paused: (paused: string) =>
      `la sonde elle-même n'a rien envoyé pendant ${paused} ; ce temps ne compte pas comme coupure`,
    handover: (range: string) => `prévu : ${range}, car l'ancien et le nouveau maître vivent tous deux`,
    since: (took: string) => `${took} depuis la dernière annonce`,
    sinceUnknown: "0 à 1 intervalle depuis la dernière annonce",
    predicted: (sum: string) => `prévu : ${sum}`,
    residual: (residual: string, range: string) => `mesuré moins prévu : ${residual} ; admis : ${range}`,
    why: (node: string, priority: number) =>
      `${node} attend trois annonces manquées, puis son skew, plus long si la priorité (${priority}) est basse`,
    alone: (sum: string) => `VRRP seul : ${sum}`,
    closed: (owner: string, successor: string) =>
      `${successor} n'a pas attendu : à la mort des processus de ${owner}, le noyau a fermé la connexion de surveillance, et plus personne n'a répondu pour l'adresse`,
    silent: (owner: string, successor: string) =>
      `${successor} n'a pas attendu : ${owner} s'est tu sur la connexion de surveillance, un autre hôte du réseau répondait encore, et plus personne pour l'adresse`,
    allowed: (range: string) => `admis par cette voie : ${range}`,
    late: "la connexion de surveillance n'a pas décidé ici (reprise anticipée depuis moins de 10 s, pas encore connectée, ou aucun témoin) : c'est le minuteur de VRRP",
  },
  en: {
    void: "Void trial:",
    head: (target: string, fault: string, figure: string) => `${target}, ${fault}: ${figure}`,
    gone: "the service did not come back",
    probes: (lost: number, sent: number, late: number, resolution: string) =>
      `probes: ${lost} of ${sent} lost, ${late} late; resolution ${resolution}`,
    paused: (paused: string) => `the probe itself sent nothing for ${paused}; this time is no outage`,
    handover: (range: string) => `predicted: ${range}, since the old and the new master are both alive`,
    since: (took: string) => `${took} since the last advert`,
    sinceUnknown: "0 to 1 interval since the last advert",
    predicted: (sum: string) => `predicted: ${sum}`,
    residual: (residual: string, range: string) => `measured less predicted: ${residual}; allowed: ${range}`,
    why: (node: string, priority: number) =>
      `${node} waits for three missed adverts, then its skew, longer for a lower priority (${priority})`,
    alone: (sum: string) => `VRRP alone: ${sum}`,
    closed: (owner: string, successor: string) =>
      `${successor} did not wait: when the processes of ${owner} died, its kernel closed the watch connection, and nobody answered for the address any more`,
    silent: (owner: string, successor: string) =>
      `${successor} did not wait: ${owner} fell silent on the watch connection, another host of the segment still answered, and nobody did for the address`,
    allowed: (range: string) => `allowed on this way: ${range}`,
    late: "the watch connection did not decide here (an early takeover less than 10 s before, not connected yet, or no witness): the timer of VRRP did",
  },
} as const;
