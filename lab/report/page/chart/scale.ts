import type { Language } from "../../../../agent/base/text.ts";

/**
 * A horizontal axis. Places are percentages of the drawing's width, so that it fits every screen while its letters
 * keep their size.
 */
export interface Scale {
  readonly fromMs: number;
  readonly toMs: number;
  /** What the axis counts from. */
  readonly zeroMs: number;
}

/** Room for the letters of the first and the last number. */
const marginPercent = 2;

/** Where a moment stands: `12.34%`. Moments outside stand at the edge. */
export function place(scale: Scale, atMs: number): string {
  return `${percentOf(scale, atMs).toFixed(2)}%`;
}

/** How wide a stretch of time is. */
export function span(scale: Scale, fromMs: number, toMs: number): string {
  return `${Math.max(0, percentOf(scale, toMs) - percentOf(scale, fromMs)).toFixed(2)}%`;
}

export function percentOf({ fromMs, toMs }: Scale, atMs: number): number {
  const share = Math.min(1, Math.max(0, (atMs - fromMs) / Math.max(1e-9, toMs - fromMs)));
  return marginPercent + share * (100 - 2 * marginPercent);
}

/** As many numbers as a telephone has room for. */
const mostTicks = 8;

/** Round moments between the ends, counted from zero: a step of 1, 2 or 5 times a power of ten. */
export function ticksOf({ fromMs, toMs, zeroMs }: Scale): readonly number[] {
  const roughMs = Math.max(1e-3, (toMs - fromMs) / mostTicks);
  const power = 10 ** Math.floor(Math.log10(roughMs));
  const stepMs = power * ([1, 2, 5, 10].find((factor) => factor * power >= roughMs) ?? 10);
  const first = Math.ceil((fromMs - zeroMs) / stepMs);
  const last = Math.floor((toMs - zeroMs) / stepMs);
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, index) => zeroMs + (first + index) * stepMs,
  );
}

/** `+2 s`, `−0,5 s`, `0 s`; with as many decimals as the number has, three at most. */
export function tickLabel(ms: number, language: Language): string {
  const size = String(Number((Math.abs(ms) / 1000).toFixed(3)));
  const sign = ms > 0 ? "+" : ms < 0 ? "−" : "";
  return `${sign}${language === "fr" ? size.replace(".", ",") : size} s`;
}
