import { formatIpv4 } from "../base/ip.ts";

/** What the agent looks at in an IPv4 packet: RFC 791 §3.1. */
export interface Ipv4Packet {
  readonly source: string;
  readonly destination: string;
  readonly ttl: number;
  readonly protocol: number;
  /** Without the padding that short Ethernet frames carry. */
  readonly payload: Uint8Array;
}

/** Reads an IPv4 packet (a raw socket gives it whole; in an Ethernet frame it begins at byte 14); undefined when it is none. */
export function decodeIpv4(bytes: Uint8Array): Ipv4Packet | undefined {
  const [first = 0] = bytes;
  const headerBytes = (first & 0x0f) * 4;
  const totalBytes = ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0);
  if (first >>> 4 !== 4 || headerBytes < 20 || totalBytes < headerBytes || bytes.length < totalBytes)
    return undefined;
  return {
    source: formatIpv4(bytes, 12),
    destination: formatIpv4(bytes, 16),
    ttl: bytes[8] ?? 0,
    protocol: bytes[9] ?? 0,
    payload: bytes.subarray(headerBytes, totalBytes),
  };
}
