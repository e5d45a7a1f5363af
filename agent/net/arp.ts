import { formatIpv4, formatMac, parseIpv4, parseMac } from "../base/ip.ts";

/** An ARP message over Ethernet and IPv4: RFC 826. */
export interface Arp {
  readonly operation: "request" | "reply";
  readonly senderMac: string;
  readonly senderIp: string;
  readonly targetMac: string;
  readonly targetIp: string;
}

/** An ARP message and the frame's own addresses. */
export interface ArpFrame {
  readonly destinationMac: string;
  readonly sourceMac: string;
  readonly arp: Arp;
}

export type DecodedArp =
  | { readonly ok: true; readonly frame: ArpFrame }
  | { readonly ok: false; readonly reason: "short" | "not-arp" | "not-ethernet-ipv4" | "operation" };

export const broadcastMac = "ff:ff:ff:ff:ff:ff";
const frameBytes = 42;

/**
 * An Ethernet frame (42 bytes, the kernel pads it):
 * ```
 *  0 destination MAC   6 source MAC   12 type 0x0806
 * 14 hardware 1   16 protocol 0x0800   18 sizes 6, 4   20 operation
 * 22 sender MAC   28 sender IP         32 target MAC   38 target IP
 * ```
 */
export function encodeArp(frame: ArpFrame): Uint8Array {
  const { arp } = frame;
  const bytes = new Uint8Array(frameBytes);
  const view = new DataView(bytes.buffer);
  bytes.set(macBytes(frame.destinationMac), 0);
  bytes.set(macBytes(frame.sourceMac), 6);
  view.setUint16(12, 0x0806);
  view.setUint16(14, 1);
  view.setUint16(16, 0x0800);
  bytes.set([6, 4], 18);
  view.setUint16(20, arp.operation === "request" ? 1 : 2);
  bytes.set(macBytes(arp.senderMac), 22);
  bytes.set(ipBytes(arp.senderIp), 28);
  bytes.set(macBytes(arp.targetMac), 32);
  bytes.set(ipBytes(arp.targetIp), 38);
  return bytes;
}

/** Reads a whole Ethernet frame; never throws. */
export function decodeArp(bytes: Uint8Array): DecodedArp {
  if (bytes.length < 14) return { ok: false, reason: "short" };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint16(12) !== 0x0806) return { ok: false, reason: "not-arp" };
  if (bytes.length < frameBytes) return { ok: false, reason: "short" };
  if (view.getUint16(14) !== 1 || view.getUint16(16) !== 0x0800 || view.getUint16(18) !== 0x0604) {
    return { ok: false, reason: "not-ethernet-ipv4" };
  }
  const operation = view.getUint16(20);
  if (operation !== 1 && operation !== 2) return { ok: false, reason: "operation" };
  return { ok: true, frame: frameOf(bytes, operation === 1 ? "request" : "reply") };
}

/** Tells everybody on the wire that `ip` is now at `mac`: sender and target are the same address. */
export function gratuitousArp(mac: string, ip: string, operation: Arp["operation"] = "request"): Uint8Array {
  const arp: Arp = { operation, senderMac: mac, senderIp: ip, targetMac: broadcastMac, targetIp: ip };
  return encodeArp({ destinationMac: broadcastMac, sourceMac: mac, arp });
}

/** Sender and target are the same address: RFC 5944 §4.6. */
export function isGratuitous(arp: Arp): boolean {
  return arp.senderIp === arp.targetIp;
}

function frameOf(bytes: Uint8Array, operation: Arp["operation"]): ArpFrame {
  return {
    destinationMac: formatMac(bytes, 0),
    sourceMac: formatMac(bytes, 6),
    arp: {
      operation,
      senderMac: formatMac(bytes, 22),
      senderIp: formatIpv4(bytes, 28),
      targetMac: formatMac(bytes, 32),
      targetIp: formatIpv4(bytes, 38),
    },
  };
}

function macBytes(text: string): Uint8Array {
  const bytes = parseMac(text);
  if (bytes === undefined) throw new RangeError(`not a MAC address: ${text}`);
  return bytes;
}

function ipBytes(text: string): Uint8Array {
  const bytes = parseIpv4(text);
  if (bytes === undefined) throw new RangeError(`not an IPv4 address: ${text}`);
  return bytes;
}
