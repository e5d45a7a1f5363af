import type { Language } from "../../../../agent/base/text.ts";
import type { MeasuredFault } from "../../../check/trial.ts";
import { duration, seconds } from "../../../check/words.ts";
import { type Html, html } from "../html.ts";
import { axis, bar, drawing, rowName, stroke, words } from "./draw.ts";

const rowRem = 2.7;
const firstRem = 1.9;

/** The parts of the sum: the timer began at the last advert, and the fault struck while it ran. */
interface Sum {
  readonly lastAdvertMs: number;
  readonly strikeMs: number;
  readonly advertMs: number;
  readonly skewMs: number;
  readonly sinceMs: number;
  readonly predictedMs: number;
  /** Null: the service did not come back. */
  readonly measuredMs: number | null;
  readonly successor: string;
}

/**
 * How the outage comes about: the successor's timer from the last advert on, what of it had passed at the fault, and
 * the rest beside what was measured. Undefined where no advert was captured, or nothing is predicted.
 */
export function sumChart(fault: MeasuredFault, language: Language): Html | undefined {
  const sum = sumOf(fault);
  if (sum === undefined) return undefined;
  const { lastAdvertMs, strikeMs, advertMs, skewMs, sinceMs, predictedMs, measuredMs } = sum;
  const text = wording[language];
  const s = (ms: number) => seconds(ms, language);
  const rows = rowsOf(sum, language);
  const endMs = Math.max(strikeMs + predictedMs, strikeMs + (measuredMs ?? 0));
  const scale = { fromMs: lastAdvertMs, toMs: endMs + 0.04 * (endMs - lastAdvertMs), zeroMs: strikeMs };
  const bottomRem = firstRem + rows.length * rowRem;
  const strike = { kind: "strike", topRem: 0.2, bottomRem };
  const drawn = rows.map(({ name, bars }, index) => {
    const topRem = firstRem + index * rowRem;
    const place = { topRem: topRem + 1.05, heightRem: 1.3 };
    return html`${rowName(name, topRem)}${bars.map((each) => bar(scale, { ...each, ...place }))}`;
  });
  const missed = [1, 2, 3].map((n) => {
    return stroke(scale, lastAdvertMs + n * advertMs, {
      kind: "advert",
      topRem: firstRem + 0.85,
      bottomRem: firstRem + 2.5,
    });
  });
  const content = html`${axis(scale, { topRem: firstRem, bottomRem, language })}${stroke(scale, strikeMs, strike)}
${words(scale, strikeMs, { kind: "strike", yRem: 0.9, text: text.strike })}${drawn}${missed}`;
  const measured = measuredMs === null ? "–" : duration(measuredMs, language);
  const description = text.description(s(3 * advertMs), s(skewMs), s(sinceMs), s(predictedMs), measured);
  return drawing({ heightRem: bottomRem + 1.6, title: text.title, description }, content);
}

function sumOf({ prediction, lastAdvertMs, strikeMs, outage }: MeasuredFault): Sum | undefined {
  if (prediction === undefined || prediction.sinceAdvertMs === null || lastAdvertMs === null)
    return undefined;
  const { advertMs, skewMs, sinceAdvertMs, outageMs, successor } = prediction;
  const found = { lastAdvertMs, strikeMs, advertMs, skewMs, successor };
  return { ...found, sinceMs: sinceAdvertMs, predictedMs: outageMs, measuredMs: outage?.outageMs ?? null };
}

function rowsOf(sum: Sum, language: Language) {
  const { lastAdvertMs, strikeMs, advertMs, skewMs, sinceMs, predictedMs, measuredMs, successor } = sum;
  const text = wording[language];
  const s = (ms: number) => seconds(ms, language);
  const from = (kind: string, fromMs: number, lengthMs: number, label: string) => {
    return { kind, fromMs, toMs: fromMs + lengthMs, label, title: label };
  };
  const rest = `${s(3 * advertMs + skewMs)} − ${s(sinceMs)} = ${s(predictedMs)}`;
  const timer = [
    from("wait", lastAdvertMs, 3 * advertMs, `3 × ${s(advertMs)}`),
    from("skew", lastAdvertMs + 3 * advertMs, skewMs, `skew ${s(skewMs)}`),
  ];
  const predicted = [
    from("past", lastAdvertMs, sinceMs, s(sinceMs)),
    from("rest", strikeMs, predictedMs, rest),
  ];
  const measured =
    measuredMs === null ? [] : [from("lost", strikeMs, measuredMs, duration(measuredMs, language))];
  return [
    { name: text.timer(successor), bars: timer },
    { name: text.predicted, bars: predicted },
    { name: measuredMs === null ? text.gone : text.measured, bars: measured },
  ];
}

const wording = {
  fr: {
    title: "D'où vient la durée de la coupure",
    timer: (node: string) => `Le minuteur de ${node}, remis à zéro par la dernière annonce`,
    predicted: "Ce qui en était passé à la panne, et ce qui restait",
    measured: "La coupure mesurée par le client",
    gone: "Le service n'est pas revenu",
    strike: "la panne",
    description: (wait: string, skew: string, since: string, predicted: string, measured: string) =>
      `Attente ${wait} plus skew ${skew}, moins ${since} déjà passées : ${predicted} prévues, ${measured} mesurées.`,
  },
  en: {
    title: "Where the length of the outage comes from",
    timer: (node: string) => `The timer of ${node}, reset by the last advert`,
    predicted: "What of it was over at the fault, and what was left",
    measured: "The outage that the client measured",
    gone: "The service did not come back",
    strike: "the fault",
    description: (wait: string, skew: string, since: string, predicted: string, measured: string) =>
      `Wait ${wait} plus skew ${skew}, less ${since} already past: ${predicted} predicted, ${measured} measured.`,
  },
} as const;
