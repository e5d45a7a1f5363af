import { asText, type Sample } from "../acl/sample.ts";

/** How a value is written: in quotes, with a backslash before what a syslog parser would misread, in hexadecimal. */
export interface Flags {
  readonly quoted: boolean;
  readonly escaped: boolean;
  readonly hex: boolean;
}

export const noFlags: Flags = { quoted: false, escaped: false, hex: false };

/** `+Q,-E`; undefined where it cannot be read. */
export function readFlags(text: string, before: Flags): Flags | undefined {
  let flags = before;
  for (const part of text.split(",")) {
    const [, sign, letter = ""] = /^([+-])([A-Z])$/.exec(part) ?? [];
    const on = sign === "+";
    if (letter === "Q") flags = { ...flags, quoted: on };
    else if (letter === "E") flags = { ...flags, escaped: on };
    else if (letter === "X") flags = { ...flags, hex: on };
    // M: what is missing becomes a dash; in a log line it always does.
    else if (letter !== "M") return undefined;
  }
  return flags.quoted || flags.escaped || flags.hex ? flags : noFlags;
}

/** A value as the flags want it; `missing` stands in the place of none, but in quotes there is nothing. */
export function written(sample: Sample | undefined, flags: Flags, missing: string): string {
  const text = sample === undefined ? "" : flags.hex ? hexOf(sample) : asText(sample);
  if (flags.quoted) return `"${flags.escaped ? escaped(text) : text}"`;
  if (text === "") return missing;
  return flags.escaped ? escaped(text) : text;
}

function escaped(text: string): string {
  return text.replace(/["\\\]]/g, "\\$&");
}

/** An IPv4 address as eight digits, a number as four or more. */
function hexOf(sample: Sample): string {
  if (typeof sample === "object" && sample.family === 4) return hex(sample.bits, 8);
  return typeof sample === "number" && sample >= 0 ? hex(sample, 4) : asText(sample);
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, "0");
}
