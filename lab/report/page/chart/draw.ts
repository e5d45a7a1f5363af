import type { Language } from "../../../../agent/base/text.ts";
import { type Html, html, type Value } from "../html.ts";
import { percentOf, place, type Scale, span, tickLabel, ticksOf } from "./scale.ts";

/** Heights are in rem: they grow with the reader's letters. */
export interface Drawing {
  readonly heightRem: number;
  /** For those who do not see the picture: what it shows, in a sentence or two. */
  readonly description: string;
  readonly title: string;
}

/** A picture below its title. */
export function drawing({ heightRem, title, description }: Drawing, content: Value): Html {
  return html`<figure><figcaption>${title}</figcaption>
<svg class="chart" role="img" aria-label="${title}. ${description}" width="100%" height="${rem(heightRem)}">
${content}</svg></figure>
`;
}

/** The name of a row, above it. */
export function rowName(text: string, topRem: number): Html {
  return html`<text class="lane" x="0" y="${rem(topRem + 0.5)}">${text}</text>
`;
}

interface Bar {
  readonly kind: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly topRem: number;
  readonly heightRem: number;
  readonly label?: string;
  /** Shown when the pointer rests on it. */
  readonly title?: string;
}

/** A stretch of time; its label is cut off where it has no room. */
export function bar(scale: Scale, { kind, fromMs, toMs, topRem, heightRem, label, title }: Bar): Html {
  const box = html`x="${place(scale, fromMs)}" y="${rem(topRem)}" width="${span(scale, fromMs, toMs)}" height="${rem(heightRem)}"`;
  const text =
    label !== undefined &&
    html`<svg ${box}><text class="on ${kind}" x="0.35rem" y="${rem(heightRem / 2)}">${label}</text></svg>`;
  return html`<rect class="${kind}" ${box}>${title !== undefined && html`<title>${title}</title>`}</rect>${text}
`;
}

/** A line from top to bottom at a moment. */
export function stroke(scale: Scale, atMs: number, { kind, topRem, bottomRem }: Stroke): Html {
  const x = place(scale, atMs);
  return html`<line class="${kind}" x1="${x}" x2="${x}" y1="${rem(topRem)}" y2="${rem(bottomRem)}"/>`;
}

interface Stroke {
  readonly kind: string;
  readonly topRem: number;
  readonly bottomRem: number;
}

/** Words at a moment, on the side where there is room. */
export function words(scale: Scale, atMs: number, { kind, yRem, text }: Words): Html {
  const late = percentOf(scale, atMs) > 60;
  const shift = late ? "-0.3rem" : "0.3rem";
  return html`<text class="${kind}" x="${place(scale, atMs)}" y="${rem(yRem)}" dx="${shift}" text-anchor="${late ? "end" : "start"}">${text}</text>
`;
}

interface Words {
  readonly kind: string;
  readonly yRem: number;
  readonly text: string;
}

interface Axis {
  readonly topRem: number;
  readonly bottomRem: number;
  readonly language: Language;
}

/** Numbers below, and a faint line upwards for each. */
export function axis(scale: Scale, { topRem, bottomRem, language }: Axis): Html {
  const ticks = ticksOf(scale).map((atMs) => {
    const text = tickLabel(atMs - scale.zeroMs, language);
    return html`${stroke(scale, atMs, { kind: "grid", topRem, bottomRem })}<text class="tick" x="${place(scale, atMs)}" y="${rem(bottomRem + 1.1)}" text-anchor="middle">${text}</text>
`;
  });
  return html`${ticks}<line class="axis" x1="0" x2="100%" y1="${rem(bottomRem)}" y2="${rem(bottomRem)}"/>
`;
}

export function rem(value: number): string {
  return `${Number(value.toFixed(2))}rem`;
}
