import type { Language } from "../../../../agent/base/text.ts";
import type { Facts } from "../../../check/facts.ts";
import { duration, seconds } from "../../../check/words.ts";
import { struckOwners } from "../../../exercise/struck.ts";
import { type Html, html } from "../html.ts";
import { drawing, rem } from "./draw.ts";
import { place, type Scale } from "./scale.ts";

const topRem = 1.6;
const bottomRem = 13;

/** Each silent owner's outage over the time since its last advert, and the protocol's line. Undefined without any. */
export function phaseChart(facts: Facts, language: Language): Html | undefined {
  const voids = new Set(
    facts.trials.filter((trial) => trial.void !== undefined).flatMap(({ faults }) => faults),
  );
  const points = struckOwners(facts).flatMap((fault) => {
    const { prediction, outage } = fault;
    if (prediction?.sinceAdvertMs == null || outage?.outageMs == null) return [];
    const { sinceAdvertMs, advertMs, outageMs: predictedMs } = prediction;
    return [
      {
        sinceMs: sinceAdvertMs,
        advertMs,
        predictedMs,
        measuredMs: outage.outageMs,
        isVoid: voids.has(fault),
      },
    ];
  });
  const [first] = points;
  if (first === undefined) return undefined;
  const text = wording[language];
  const { advertMs } = first;
  const downMs = first.predictedMs + first.sinceMs;
  const x: Scale = {
    fromMs: 0,
    toMs: Math.max(advertMs, ...points.map(({ sinceMs }) => sinceMs)),
    zeroMs: 0,
  };
  const all = [downMs, downMs - x.toMs, ...points.map(({ measuredMs }) => measuredMs)];
  const [lowMs, highMs] = [Math.min(...all), Math.max(...all)];
  const y = (ms: number) =>
    rem(topRem + ((highMs - ms) / Math.max(1, highMs - lowMs)) * (bottomRem - topRem));
  const dots = points.map(({ sinceMs, measuredMs, predictedMs, isVoid }) => {
    const label = `${duration(measuredMs, language)} (${text.predicted} ${duration(predictedMs, language)})`;
    return html`<circle class="dot${isVoid ? " void" : ""}" cx="${place(x, sinceMs)}" cy="${y(measuredMs)}" r="0.32rem"><title>${label}</title></circle>
`;
  });
  const heights = [lowMs, (lowMs + highMs) / 2, highMs].map(
    (
      ms,
    ) => html`<line class="grid" x1="0" x2="100%" y1="${y(ms)}" y2="${y(ms)}"/><text class="tick" x="0" y="${y(ms)}" dy="-0.3rem">${seconds(ms, language)}</text>
`,
  );
  const sides = [0, 0.25, 0.5, 0.75, 1].map(
    (
      share,
    ) => html`<text class="tick" x="${place(x, share * x.toMs)}" y="${rem(bottomRem + 1.1)}" text-anchor="middle">${seconds(share * x.toMs, language)}</text>
`,
  );
  const line = html`<line class="protocol" x1="${place(x, 0)}" y1="${y(downMs)}" x2="${place(x, x.toMs)}" y2="${y(downMs - x.toMs)}"/>`;
  const caption = html`<text class="lane" x="50%" y="${rem(bottomRem + 2.4)}" text-anchor="middle">${text.across}</text>`;
  const content = html`${heights}${sides}${line}${dots}${caption}`;
  const description = text.description(points.length);
  return drawing({ heightRem: bottomRem + 3, title: text.title, description }, content);
}

const wording = {
  fr: {
    title: "La coupure selon l'instant de la panne : points mesurés, droite du protocole",
    across: "temps écoulé depuis la dernière annonce",
    predicted: "prévu",
    description: (n: number) =>
      `${n} mesures. Plus la panne suit de près une annonce, plus la coupure est longue ; les chiffres sont dans les tableaux.`,
  },
  en: {
    title: "The outage by the moment of the fault: measured points, the protocol's line",
    across: "time since the last advert",
    predicted: "predicted",
    description: (n: number) =>
      `${n} measurements. The sooner after an advert the fault strikes, the longer the outage; the figures are in the tables.`,
  },
} as const;
