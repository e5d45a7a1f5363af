import type { HashType } from "../config/haproxy/config.ts";

/** `hash-type … FUNCTION`: text of one byte a character to 32 bits [T]. */
const functions: Readonly<Record<HashType["function"], (text: string) => number>> = {
  sdbm,
  djb2,
  wt6,
  crc32,
};

/** The hash of a text, as `hash-type` says. */
export function hashOf(text: string, type: HashType): number {
  const hash = functions[type.function](text);
  return type.avalanche ? avalanche(hash) : hash;
}

function sdbm(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) {
    hash = (text.charCodeAt(at) + (hash << 6) + (hash << 16) - hash) | 0;
  }
  return hash >>> 0;
}

/** Bernstein's, with the factor 33. */
function djb2(text: string): number {
  let hash = 5381;
  for (let at = 0; at < text.length; at++) hash = ((hash << 5) + hash + text.charCodeAt(at)) | 0;
  return hash >>> 0;
}

/** Two words that turn each other round by steps that depend on what came before. */
function wt6(text: string): number {
  let [one, other] = [0xa53c965a | 0, 0x5ca6953a | 0];
  let [left, right] = [6, 18];
  for (let at = 0; at < text.length; at++) {
    const byte = text.charCodeAt(at);
    one = ~(one ^ byte);
    other = ~(other + byte);
    [one, other] = [(other << left) | (other >>> (32 - left)), (one << right) | (one >>> (32 - right))];
    const turn = ((one >>> 16) ^ other) & 0xffff;
    left = turn & 31;
    right = turn >>> 11;
  }
  return (one ^ other) >>> 0;
}

/** The CRC of Ethernet and zlib, bit by bit. */
function crc32(text: string): number {
  let crc = ~0;
  for (let at = 0; at < text.length; at++) {
    crc ^= text.charCodeAt(at);
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** A large prime, near three quarters of the range: neighbours end far from each other. */
const spread = 3_221_225_473;

/** Bob Jenkins' integer hash in six steps: every bit of the input reaches every bit of the result. */
export function avalanche(value: number): number {
  let mixed = value | 0;
  mixed = (mixed + 0x7ed55d16 + (mixed << 12)) | 0;
  mixed = mixed ^ 0xc761c23c ^ (mixed >>> 19);
  mixed = (mixed + 0x165667b1 + (mixed << 5)) | 0;
  mixed = (mixed + 0xd3a2646c) ^ (mixed << 9);
  mixed = (mixed + 0xfd7046c5 + (mixed << 3)) | 0;
  mixed = mixed ^ 0xb55a4f09 ^ (mixed >>> 16);
  return Math.imul(mixed, spread) >>> 0;
}
