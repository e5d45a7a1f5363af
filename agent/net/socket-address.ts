import { parseIpv4 } from "../base/ip.ts";
import { parseIpv6 } from "../base/ipv6.ts";

/** Address families: socket(7). */
export const family = { AF_INET: 2, AF_INET6: 10, AF_NETLINK: 16, AF_PACKET: 17 } as const;

/**
 * `struct sockaddr_ll`, packet(7):
 * ```
 * 0 family (host)  2 protocol (network)  4 interface index  8 hardware type  10 packet type  11 length  12 MAC (8)
 * ```
 */
export function encodeLinkAddress(interfaceIndex: number, etherType: number): Uint8Array {
  const bytes = new Uint8Array(20);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, family.AF_PACKET, true);
  view.setUint16(2, etherType, false);
  view.setInt32(4, interfaceIndex, true);
  return bytes;
}

/** `struct packet_mreq`, packet(7), of a multicast MAC: 0 interface index  4 type 0 (2)  6 length of the MAC (2)  8 MAC (8). */
export function encodeMembership(interfaceIndex: number, mac: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, interfaceIndex, true);
  view.setUint16(6, mac.length, true);
  bytes.set(mac, 8);
  return bytes;
}

/** `struct sockaddr_in`, ip(7): family (host), port (network), address, 8 zero bytes. */
export function encodeInternetAddress(address: string, port: number): Uint8Array {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, family.AF_INET, true);
  view.setUint16(2, port, false);
  bytes.set(parseIpv4(address) ?? [], 4);
  return bytes;
}

/**
 * `struct sockaddr_in6`, ipv6(7):
 * ```
 * 0 family (host)  2 port  4 flow label  8 address (16)  24 interface index (host), which link-local addresses need
 * ```
 */
export function encodeInternet6Address(address: string, interfaceIndex: number): Uint8Array {
  const bytes = new Uint8Array(28);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, family.AF_INET6, true);
  bytes.set(parseIpv6(address) ?? [], 8);
  view.setUint32(24, interfaceIndex, true);
  return bytes;
}

/** `struct sockaddr_nl`, netlink(7): family, padding, port id (0: the kernel chooses), multicast groups as bits. */
export function encodeNetlinkAddress(groups: number): Uint8Array {
  const bytes = new Uint8Array(12);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, family.AF_NETLINK, true);
  view.setUint32(8, groups, true);
  return bytes;
}
