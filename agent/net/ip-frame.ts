import { checksum } from "../base/checksum.ts";
import { type Family, parseAddress } from "../base/family.ts";
import { parseMac } from "../base/ip.ts";
import { formatIpv6 } from "../base/ipv6.ts";
import { decodeIpv4 } from "./ipv4.ts";
import type { RawPacket } from "./raw-family.ts";

/** An IP packet to a multicast group, and whose frame it is in. */
export interface GroupPacket extends RawPacket {
  readonly sourceMac: string;
  readonly protocol: number;
}

/** How a family puts a packet into an Ethernet frame. */
interface FrameFamily {
  readonly etherType: number;
  /** Where the number of the protocol stands in a frame. */
  readonly protocolAt: number;
  /** RFC 1112 §6.4, RFC 2464 §7. */
  groupMac(group: Uint8Array): Uint8Array;
  header(packet: GroupPacket, source: Uint8Array, destination: Uint8Array): Uint8Array;
  /** The packet behind the Ethernet header; undefined when it is none. */
  decode(bytes: Uint8Array): RawPacket | undefined;
}

const ethernetBytes = 14;
/** Internetwork control: what raw sockets send too. */
const trafficClass = 0xc0;

export const frameFamilies: Readonly<Record<Family, FrameFamily>> = {
  4: {
    etherType: 0x0800,
    protocolAt: ethernetBytes + 9,
    groupMac: ([, b = 0, c = 0, d = 0]) => Uint8Array.of(0x01, 0x00, 0x5e, b & 0x7f, c, d),
    header: ipv4Header,
    decode: decodeIpv4,
  },
  6: {
    etherType: 0x86dd,
    protocolAt: ethernetBytes + 6,
    groupMac: (group) => Uint8Array.of(0x33, 0x33, ...group.subarray(12)),
    header: ipv6Header,
    decode: decodeIpv6,
  },
};

/** A whole Ethernet frame. */
export function encodeFrame(family: Family, packet: GroupPacket): Uint8Array {
  const { etherType, groupMac, header } = frameFamilies[family];
  const [source, destination] = [parseAddress(packet.source), parseAddress(packet.destination)];
  const sourceMac = parseMac(packet.sourceMac);
  if (source === undefined || destination === undefined || sourceMac === undefined)
    throw new RangeError(`no frame from ${packet.sourceMac} ${packet.source} to ${packet.destination}`);
  const type = [etherType >>> 8, etherType & 0xff];
  const head = header(packet, source, destination);
  return Uint8Array.of(...groupMac(destination), ...sourceMac, ...type, ...head, ...packet.payload);
}

/** Never throws. */
export function decodeFrame(family: Family, frame: Uint8Array): RawPacket | undefined {
  return frame.length < ethernetBytes
    ? undefined
    : frameFamilies[family].decode(frame.subarray(ethernetBytes));
}

/** RFC 791 §3.1; no options, not part of a longer packet. */
function ipv4Header({ payload, ttl, protocol }: GroupPacket, source: Uint8Array, destination: Uint8Array) {
  const bytes = new Uint8Array(20);
  const view = new DataView(bytes.buffer);
  bytes.set([0x45, trafficClass]);
  view.setUint16(2, bytes.length + payload.length);
  bytes.set([ttl, protocol], 8);
  bytes.set(source, 12);
  bytes.set(destination, 16);
  view.setUint16(10, checksum(bytes));
  return bytes;
}

/** RFC 8200 §3. */
function ipv6Header({ payload, ttl, protocol }: GroupPacket, source: Uint8Array, destination: Uint8Array) {
  const bytes = new Uint8Array(40);
  const view = new DataView(bytes.buffer);
  bytes.set([0x60 | (trafficClass >>> 4), (trafficClass & 0x0f) << 4]);
  view.setUint16(4, payload.length);
  bytes.set([protocol, ttl], 6);
  bytes.set(source, 8);
  bytes.set(destination, 24);
  return bytes;
}

function decodeIpv6(bytes: Uint8Array): RawPacket | undefined {
  const payloadBytes = ((bytes[4] ?? 0) << 8) | (bytes[5] ?? 0);
  if ((bytes[0] ?? 0) >>> 4 !== 6 || bytes.length < 40 + payloadBytes) return undefined;
  const [source, destination] = [formatIpv6(bytes, 8), formatIpv6(bytes, 24)];
  return { source, destination, ttl: bytes[7] ?? 0, payload: bytes.slice(40, 40 + payloadBytes) };
}
