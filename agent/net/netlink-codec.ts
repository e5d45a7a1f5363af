/** Of a message: netlink(7). */
export const headerBytes = 16;

/**
 * A message (netlink(7)), numbers in host order:
 * ```
 * 0 length (4)  4 type (2)  6 flags (2)  8 sequence (4)  12 port (4)  16 body, then attributes
 * ```
 */
export function encodeMessage(
  type: number,
  flags: number,
  sequence: number,
  parts: readonly Uint8Array[],
): Uint8Array {
  const size = parts.reduce((sum, part) => sum + align(part.length), headerBytes);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, size, true);
  view.setUint16(4, type, true);
  view.setUint16(6, flags, true);
  view.setUint32(8, sequence, true);
  let offset = headerBytes;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += align(part.length);
  }
  return bytes;
}

/** An attribute (rtnetlink(7)): length with its own 4 bytes, type, data, padding to 4. */
export function encodeAttribute(type: number, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, bytes.length, true);
  view.setUint16(2, type, true);
  bytes.set(data, 4);
  return bytes;
}

/** The attributes behind a body, by type; never throws, a cut-off end is left out. */
export function decodeAttributes(bytes: Uint8Array): ReadonlyMap<number, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const attributes = new Map<number, Uint8Array>();
  for (let offset = 0; offset + 4 <= bytes.length; ) {
    const size = view.getUint16(offset, true);
    if (size < 4 || offset + size > bytes.length) break;
    // The two highest bits of the type are flags: netlink.h.
    attributes.set(view.getUint16(offset + 2, true) & 0x3fff, bytes.subarray(offset + 4, offset + size));
    offset += align(size);
  }
  return attributes;
}

/** Messages and attributes begin at multiples of 4. */
export function align(size: number): number {
  return (size + 3) & ~3;
}
