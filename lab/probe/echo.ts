import { checksum } from "../../agent/base/checksum.ts";

const echoRequest = 8;
const messageBytes = 16;

/**
 * An ICMP echo request (RFC 792): type, code, checksum, identifier and sequence number (16 bits each),
 * then our own number of the probe in 32 bits, which does not wrap within a run, and 4 bytes of padding.
 */
export function encodeEcho(identifier: number, number: number): Uint8Array {
  const bytes = new Uint8Array(messageBytes);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, echoRequest);
  view.setUint16(4, identifier);
  view.setUint16(6, number & 0xffff);
  view.setUint32(8, number);
  view.setUint16(2, checksum(bytes));
  return bytes;
}

/** The number of the probe that an Ethernet frame with an echo reply answers; undefined when it is not ours. */
export function echoNumber(frame: Uint8Array, identifier: number): number | undefined {
  const icmp = 14 + ((frame[14] ?? 0) & 0x0f) * 4;
  if (frame.length < icmp + 12 || frame[icmp] !== 0) return undefined;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.length);
  return view.getUint16(icmp + 4) === identifier ? view.getUint32(icmp + 8) : undefined;
}
