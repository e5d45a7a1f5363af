import { formatIpv6, parseIpv6 } from "../base/ipv6.ts";

/** An IPv4 address as a number, an IPv6 one as a big integer; with its text where that is known to be the usual one. */
export type Address =
  | { readonly family: 4; readonly bits: number; readonly text?: string }
  | { readonly family: 6; readonly bits: bigint; readonly text?: string };

/** Addresses whose bits under the mask are equal. Masks need not be a prefix, as in HAProxy. */
export interface Network {
  readonly address: Address;
  readonly mask: Address;
}

const mappedPrefix = 0xffff_0000_0000n;

/** Dotted IPv4, or IPv6 in any of its forms; undefined when the text is neither. */
export function parseAddress(text: string): Address | undefined {
  if (text.includes(":")) {
    const bytes = parseIpv6(text);
    return bytes && { family: 6, bits: bytes.reduce((bits, byte) => (bits << 8n) | BigInt(byte), 0n) };
  }
  const bits = parseIpv4(text);
  return bits === undefined ? undefined : { family: 4, bits };
}

let [lastText, last] = ["", undefined as Address | undefined];

/** The same of one that is written in its usual form; the last one is remembered, since many requests have it. */
export function plainAddress(text: string): Address | undefined {
  if (text === lastText) return last;
  const address = parseAddress(text);
  lastText = text;
  last = address && { ...address, text };
  return last;
}

export function formatAddress(address: Address): string {
  if (address.text !== undefined) return address.text;
  const { bits } = address;
  if (typeof bits === "bigint") {
    // As inet_ntop(3): a mapped IPv4 address keeps its form.
    if (bits >> 32n === 0xffffn)
      return `::ffff:${formatAddress({ family: 4, bits: Number(bits & 0xffff_ffffn) })}`;
    const bytes = Array.from({ length: 16 }, (_, index) => Number((bits >> BigInt(120 - 8 * index)) & 0xffn));
    return formatIpv6(Uint8Array.from(bytes));
  }
  return [bits >>> 24, (bits >>> 16) & 255, (bits >>> 8) & 255, bits & 255].join(".");
}

/** `10.0.0.0/8`, `10.0.0.0/255.0.0.0`, `10.1` (as inet_aton(3): 10.0.0.1), `::1/64`. */
export function parseNetwork(text: string): Network | undefined {
  const slash = text.indexOf("/");
  const written = slash < 0 ? text : text.slice(0, slash);
  const suffix = slash < 0 ? undefined : text.slice(slash + 1);
  const short = shortIpv4(written);
  const address: Address | undefined =
    short === undefined ? parseAddress(written) : { family: 4, bits: short };
  const mask = address && parseMask(suffix, address.family);
  return address && mask ? { address, mask } : undefined;
}

export function isInside(address: Address, network: Network): boolean {
  const wanted = network.address;
  if (wanted.family === 4) {
    const bits = address.family === 4 ? address.bits : unmapped(address.bits);
    const mask = Number(network.mask.bits);
    return bits !== undefined && ((bits ^ wanted.bits) & mask) === 0;
  }
  const bits = address.family === 6 ? address.bits : mappedPrefix | BigInt(address.bits);
  return ((bits ^ wanted.bits) & BigInt(network.mask.bits)) === 0n;
}

function unmapped(bits: bigint): number | undefined {
  return bits >> 32n === 0xffffn ? Number(bits & 0xffff_ffffn) : undefined;
}

function parseMask(suffix: string | undefined, family: 4 | 6): Address | undefined {
  const width = family === 4 ? 32 : 128;
  if (suffix !== undefined && family === 4 && suffix.includes(".")) return parseAddress(suffix);
  if (suffix !== undefined && !/^\d+$/.test(suffix)) return undefined;
  const length = suffix === undefined ? width : Number(suffix);
  if (length > width) return undefined;
  const ones = ((1n << BigInt(length)) - 1n) << BigInt(width - length);
  return family === 4 ? { family, bits: Number(ones) } : { family, bits: ones };
}

function parseIpv4(text: string): number | undefined {
  let [bits, part, digits, dots] = [0, 0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 46 && digits > 0) {
      bits = bits * 256 + part;
      [part, digits] = [0, 0];
      dots++;
      continue;
    }
    part = part * 10 + code - 48;
    if (code < 48 || code > 57 || ++digits > 3 || part > 255) return undefined;
  }
  return dots === 3 && digits > 0 ? bits * 256 + part : undefined;
}

/** One to three numbers, the last filling the rest: inet_aton(3). */
function shortIpv4(text: string): number | undefined {
  const parts = text.split(".");
  if (parts.length > 3 || !parts.every((part) => /^\d{1,10}$/.test(part))) return undefined;
  const numbers = parts.map(Number);
  const last = numbers.pop() ?? 0;
  if (numbers.some((number) => number > 255) || last >= 256 ** (4 - numbers.length)) return undefined;
  return numbers.reduce((sum, number, index) => sum + number * 256 ** (3 - index), last);
}
