import { type Address, formatAddress, parseAddress } from "./address.ts";

/** What a fetch finds in a request. Bytes are a text too, one character each. */
export type Sample = string | number | boolean | bigint | Address;

export type SampleKind = "text" | "number" | "truth" | "address" | "binary";

/** Reads a sample as another kind; undefined where it cannot be read so. Manual §7.1. */
export const casts: Readonly<Record<SampleKind, (sample: Sample) => Sample | undefined>> = {
  text: asText,
  number: asNumber,
  truth: asTruth,
  address: asAddress,
  binary: asBinary,
};

/** As it is written in a header or compared with a text. */
export function asText(sample: Sample): string {
  if (typeof sample === "string") return sample;
  if (typeof sample === "boolean") return sample ? "1" : "0";
  return typeof sample === "object" ? formatAddress(sample) : String(sample);
}

/** Of a text the number at its front counts, and none is 0, as with atoi(3). */
function asNumber(sample: Sample): number | bigint | undefined {
  if (typeof sample === "number" || typeof sample === "bigint") return sample;
  if (typeof sample === "boolean") return sample ? 1 : 0;
  if (typeof sample === "string") return leadingNumber(sample);
  return typeof sample.bits === "number" ? sample.bits : undefined;
}

function leadingNumber(text: string): number {
  return Number(/^[+-]?\d+/.exec(text)?.[0] ?? 0);
}

function asTruth(sample: Sample): boolean | undefined {
  if (typeof sample === "boolean") return sample;
  const number = asNumber(sample);
  return number === undefined ? undefined : Number(number) !== 0;
}

function asAddress(sample: Sample): Address | undefined {
  if (typeof sample === "object") return sample;
  if (typeof sample === "number") return { family: 4, bits: sample >>> 0 };
  return typeof sample === "string" ? parseAddress(sample) : undefined;
}

/** The bytes in network order: 8 of a number, 4 or 16 of an address. */
function asBinary(sample: Sample): string | undefined {
  if (typeof sample === "object") return bytesOf(BigInt(sample.bits), sample.family === 4 ? 4 : 16);
  if (typeof sample === "number" || typeof sample === "bigint") return bytesOf(BigInt(sample), 8);
  return typeof sample === "boolean" ? bytesOf(sample ? 1n : 0n, 8) : sample;
}

/** The lowest bytes of a number, the highest of these first. */
function bytesOf(bits: bigint, width: number): string {
  let text = "";
  for (let at = width - 1; at >= 0; at--)
    text += String.fromCharCode(Number((bits >> BigInt(8 * at)) & 0xffn));
  return text;
}

/** In the manual's order of ASCII: letters above it stay as they are. */
export function lowerCase(text: string): string {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 65 && code <= 90) return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  }
  return text;
}
