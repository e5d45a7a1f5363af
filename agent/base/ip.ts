/** The four bytes of a dotted IPv4 address; undefined when the text is not one. No leading zeros, no short forms. */
export function parseIpv4(text: string): Uint8Array | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  if (!parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) return undefined;
  return Uint8Array.from(parts, Number);
}

/** `192.168.1.100` for four bytes at `offset`. */
export function formatIpv4(bytes: Uint8Array, offset = 0): string {
  return bytes.subarray(offset, offset + 4).join(".");
}

/** The address as an unsigned number, for comparisons: a higher number is a "higher" address (RFC 9568 §6.4.3). */
export function ipv4Number(text: string): number {
  const bytes = parseIpv4(text);
  if (bytes === undefined) return -1;
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** The six bytes of `02:00:00:00:00:01`; undefined when the text is not a MAC address. */
export function parseMac(text: string): Uint8Array | undefined {
  const parts = text.split(":");
  if (parts.length !== 6 || !parts.every((part) => /^[0-9a-f]{2}$/i.test(part))) return undefined;
  return Uint8Array.from(parts, (part) => Number.parseInt(part, 16));
}

/** `02:00:00:00:00:01` for six bytes at `offset`. */
export function formatMac(bytes: Uint8Array, offset = 0): string {
  return Array.from(bytes.subarray(offset, offset + 6), (byte) => byte.toString(16).padStart(2, "0")).join(
    ":",
  );
}
