/**
 * The Internet checksum (RFC 1071) over `bytes`, starting from `initial` (for instance a pseudo-header's sum).
 * Over data that already hold their checksum the result is 0 when it is right.
 */
export function checksum(bytes: Uint8Array, initial = 0): number {
  let sum = initial;
  for (let index = 0; index < bytes.length; index += 2) {
    sum += ((bytes[index] ?? 0) << 8) | (bytes[index + 1] ?? 0);
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

/**
 * The sum of the pseudo-header of IPv6 (RFC 8200 §8.1), and of the one of IPv4 that VRRP 3 as deployed includes (RFC 5798
 * §5.2.8; RFC 9568 §5.2.8 does not). The fields stand elsewhere in the two, which changes no sum.
 */
export function pseudoHeaderSum(
  source: Uint8Array,
  destination: Uint8Array,
  { protocol, lengthBytes }: { readonly protocol: number; readonly lengthBytes: number },
): number {
  const header = Uint8Array.of(...source, ...destination, 0, protocol, lengthBytes >>> 8, lengthBytes & 0xff);
  return ~checksum(header) & 0xffff;
}
