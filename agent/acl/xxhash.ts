/**
 * The hashes of Yann Collet's xxHash (github.com/Cyan4973/xxHash, doc/xxhash_spec.md): four lanes of a stripe are mixed
 * beside each other, then the rest, then all bits with each other. Text has one byte a character.
 */
const [a32, b32, c32, d32, e32] = [2654435761, 2246822519, 3266489917, 668265263, 374761393];

export function xxh32(text: string, seed: number): number {
  let [hash, at] = [(seed + e32) | 0, 0];
  if (text.length >= 16) {
    const lanes = [(seed + a32 + b32) | 0, (seed + b32) | 0, seed | 0, (seed - a32) | 0];
    for (; at + 16 <= text.length; at += 16) {
      for (let lane = 0; lane < 4; lane++) {
        const mixed = (lanes[lane] ?? 0) + Math.imul(word32(text, at + 4 * lane), b32);
        lanes[lane] = Math.imul(turn32(mixed, 13), a32);
      }
    }
    const [one = 0, two = 0, three = 0, four = 0] = lanes;
    hash = (turn32(one, 1) + turn32(two, 7) + turn32(three, 12) + turn32(four, 18)) | 0;
  }
  hash = (hash + text.length) | 0;
  for (; at + 4 <= text.length; at += 4) {
    hash = Math.imul(turn32(hash + Math.imul(word32(text, at), c32), 17), d32);
  }
  for (; at < text.length; at++)
    hash = Math.imul(turn32(hash + Math.imul(text.charCodeAt(at), e32), 11), a32);
  hash = Math.imul(hash ^ (hash >>> 15), b32);
  hash = Math.imul(hash ^ (hash >>> 13), c32);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function turn32(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

function word32(text: string, at: number): number {
  return (
    text.charCodeAt(at) |
    (text.charCodeAt(at + 1) << 8) |
    (text.charCodeAt(at + 2) << 16) |
    (text.charCodeAt(at + 3) << 24)
  );
}

const [a64, b64, c64, d64, e64] = [
  0x9e3779b185ebca87n,
  0xc2b2ae3d27d4eb4fn,
  0x165667b19e3779f9n,
  0x85ebca77c2b2ae63n,
  0x27d4eb2f165667c5n,
];

/** As a signed number: that is how HAProxy has it. */
export function xxh64(text: string, seed: bigint): bigint {
  let [hash, at] = [wrap(seed + e64), 0];
  if (text.length >= 32) {
    const lanes = [wrap(seed + a64 + b64), wrap(seed + b64), wrap(seed), wrap(seed - a64)];
    for (; at + 32 <= text.length; at += 32) {
      for (let lane = 0; lane < 4; lane++)
        lanes[lane] = round(lanes[lane] ?? 0n, word64(text, at + 8 * lane));
    }
    const [one = 0n, two = 0n, three = 0n, four = 0n] = lanes;
    hash = wrap(turn64(one, 1n) + turn64(two, 7n) + turn64(three, 12n) + turn64(four, 18n));
    for (const lane of lanes) hash = wrap((hash ^ round(0n, lane)) * a64 + d64);
  }
  hash = wrap(hash + BigInt(text.length));
  for (; at + 8 <= text.length; at += 8) {
    hash = wrap(turn64(hash ^ round(0n, word64(text, at)), 27n) * a64 + d64);
  }
  for (; at + 4 <= text.length; at += 4) {
    const word = BigInt(word32(text, at) >>> 0);
    hash = wrap(turn64(hash ^ wrap(word * a64), 23n) * b64 + c64);
  }
  for (; at < text.length; at++) {
    hash = wrap(turn64(hash ^ wrap(BigInt(text.charCodeAt(at)) * e64), 11n) * a64);
  }
  hash = wrap((hash ^ (hash >> 33n)) * b64);
  hash = wrap((hash ^ (hash >> 29n)) * c64);
  return BigInt.asIntN(64, hash ^ (hash >> 32n));
}

function wrap(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}

function turn64(value: bigint, by: bigint): bigint {
  return wrap((value << by) | (value >> (64n - by)));
}

function round(lane: bigint, word: bigint): bigint {
  return wrap(turn64(wrap(lane + word * b64), 31n) * a64);
}

function word64(text: string, at: number): bigint {
  return BigInt(word32(text, at) >>> 0) | (BigInt(word32(text, at + 4) >>> 0) << 32n);
}
