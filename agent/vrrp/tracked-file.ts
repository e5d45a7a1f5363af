import type { Tracked } from "../config/keepalived/track-config.ts";

/** A value times its weight that is this low means FAULT: keepalived.conf(5), "Track files". */
const faultAt = -254;
const highest = 254;
const largestInteger = 2 ** 31 - 1;

/**
 * The number that a tracked file begins with, as strtol(3) with base 0 reads it: `0x10`, `010`, ` 4`, `12abc`; without
 * one 0. Undefined: outside 32 bits, which the original ignores.
 */
export function trackedNumber(text: string): number | undefined {
  const [, sign = "", hexadecimal, octal, decimal] =
    /^\s*([+-]?)(?:0[xX]([\da-fA-F]+)|0([0-7]+)|(\d+))/.exec(text) ?? [];
  const size = hexadecimal
    ? Number.parseInt(hexadecimal, 16)
    : octal
      ? Number.parseInt(octal, 8)
      : Number(decimal ?? 0);
  if (size > largestInteger) return undefined;
  return sign === "-" && size > 0 ? -size : size;
}

/** What a file's value does to an instance: a change of its priority, or FAULT. */
export function fileEffect({ weight, reverse }: Tracked, value: number): number | "fault" {
  if (weight === 0) return (value !== 0) === !reverse ? "fault" : 0;
  const effect = value * (reverse ? -weight : weight);
  return effect <= faultAt ? "fault" : Math.min(effect, highest);
}
