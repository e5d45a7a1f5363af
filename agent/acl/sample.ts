import { type Address, formatAddress, parseAddress } from "./address.ts";

/** What a fetch finds in a request. */
export type Sample = string | number | boolean | Address;

export type SampleKind = "text" | "number" | "truth" | "address";

/** Reads a sample as another kind; undefined where it cannot be read so. Manual §7.1. */
export const casts: Readonly<Record<SampleKind, (sample: Sample) => Sample | undefined>> = {
  text: asText,
  number: asNumber,
  truth: asTruth,
  address: asAddress,
};

/** As it is written in a header or compared with a text. */
export function asText(sample: Sample): string {
  if (typeof sample === "string") return sample;
  if (typeof sample === "boolean") return sample ? "1" : "0";
  return typeof sample === "number" ? String(sample) : formatAddress(sample);
}

/** Of a text the number at its front counts, and none is 0, as with atoi(3). */
function asNumber(sample: Sample): number | undefined {
  if (typeof sample === "number") return sample;
  if (typeof sample === "boolean") return sample ? 1 : 0;
  if (typeof sample === "string") return Number(/^[+-]?\d+/.exec(sample)?.[0] ?? 0);
  return typeof sample.bits === "number" ? sample.bits : undefined;
}

function asTruth(sample: Sample): boolean | undefined {
  if (typeof sample === "boolean") return sample;
  const number = asNumber(sample);
  return number === undefined ? undefined : number !== 0;
}

function asAddress(sample: Sample): Address | undefined {
  if (typeof sample === "object") return sample;
  return typeof sample === "string" ? parseAddress(sample) : undefined;
}

/** In the manual's order of ASCII: letters above it stay as they are. */
export function lowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
