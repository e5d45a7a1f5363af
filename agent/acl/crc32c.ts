/** Castagnoli's polynomial, its bits turned round: RFC 3720 §12.1. */
const polynomial = 0x82f63b78;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ polynomial : rest >>> 1;
  return rest;
});

/** CRC-32C of bytes, one character each. */
export function crc32c(bytes: string): number {
  let sum = 0xffffffff;
  for (let at = 0; at < bytes.length; at++)
    sum = (sum >>> 8) ^ (table[(sum ^ bytes.charCodeAt(at)) & 255] as number);
  return (sum ^ 0xffffffff) >>> 0;
}
