import { checksum, pseudoHeaderSum } from "../base/checksum.ts";
import { formatMac, parseMac } from "../base/ip.ts";
import { formatIpv6, parseIpv6 } from "../base/ipv6.ts";

/** A neighbour solicitation or advertisement: RFC 4861 §4.3, §4.4. */
export type Ndisc =
  | { readonly kind: "solicitation"; readonly target: string; readonly mac?: string }
  | {
      readonly kind: "advertisement";
      readonly target: string;
      /** Where the target is. */
      readonly mac?: string;
      /** The sender forwards packets. */
      readonly router: boolean;
      /** It answers a solicitation. */
      readonly solicited: boolean;
      /** Replaces what the receivers know. */
      readonly override: boolean;
    };

/** A message, with the addresses of the frame and of the IPv6 packet around it. */
export interface NdiscFrame {
  readonly destinationMac: string;
  readonly sourceMac: string;
  readonly source: string;
  readonly destination: string;
  readonly message: Ndisc;
}

export type DecodedNdisc =
  | { readonly ok: true; readonly frame: NdiscFrame }
  | { readonly ok: false; readonly reason: "short" | "not-ndisc" | "hop-limit" | "checksum" | "option" };

const allNodes = "ff02::1";
const unspecified = "::";
const ethernetBytes = 14;
const ipv6Bytes = 40;
const messageBytes = 24;
const optionBytes = 8;
const icmpv6 = 58;
const types = { solicitation: 135, advertisement: 136 } as const;
/** The option "link-layer address" of each: RFC 4861 §4.6.1. */
const macOption = { solicitation: 1, advertisement: 2 } as const;
const flag = { router: 0x80, solicited: 0x40, override: 0x20 } as const;

/**
 * An Ethernet frame (78 bytes, 86 with the option):
 * ```
 *  0 destination MAC   6 source MAC   12 type 0x86dd
 * 14 version 6 (4)   18 payload length (2)   20 next header 58   21 hop limit 255   22 source   38 destination
 * 54 ICMPv6 type, code 0, checksum (2)   58 flags (4)   62 target   78 option: type, length 1, MAC
 * ```
 */
export function encodeNdisc({ message, ...path }: NdiscFrame): Uint8Array {
  const payloadBytes = messageBytes + (message.mac === undefined ? 0 : optionBytes);
  const bytes = new Uint8Array(ethernetBytes + ipv6Bytes + payloadBytes);
  const [source, destination] = [ipBytes(path.source), ipBytes(path.destination)];
  const view = new DataView(bytes.buffer);
  bytes.set(macBytes(path.destinationMac), 0);
  bytes.set(macBytes(path.sourceMac), 6);
  view.setUint16(12, 0x86dd);
  bytes[14] = 0x60;
  view.setUint16(18, payloadBytes);
  bytes.set([icmpv6, 255], 20);
  bytes.set(source, 22);
  bytes.set(destination, 38);
  const payload = bytes.subarray(ethernetBytes + ipv6Bytes);
  payload.set([types[message.kind], 0, 0, 0, flagsOf(message)]);
  payload.set(ipBytes(message.target), 8);
  if (message.mac !== undefined) payload.set([macOption[message.kind], 1, ...macBytes(message.mac)], 24);
  const initial = pseudoHeaderSum(source, destination, { protocol: icmpv6, lengthBytes: payloadBytes });
  view.setUint16(56, checksum(payload, initial));
  return bytes;
}

/** Reads a whole Ethernet frame; never throws. RFC 4861 §7.1.1, §7.1.2. */
export function decodeNdisc(bytes: Uint8Array): DecodedNdisc {
  if (bytes.length < ethernetBytes + ipv6Bytes) return failed("short");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isIcmp = view.getUint16(12) === 0x86dd && (bytes[14] ?? 0) >>> 4 === 6 && bytes[20] === icmpv6;
  if (!isIcmp) return failed("not-ndisc");
  const payloadBytes = view.getUint16(18);
  const payload = bytes.subarray(ethernetBytes + ipv6Bytes, ethernetBytes + ipv6Bytes + payloadBytes);
  if (payload.length < payloadBytes || payloadBytes < messageBytes) return failed("short");
  const [type, code] = payload;
  if ((type !== types.solicitation && type !== types.advertisement) || code !== 0) return failed("not-ndisc");
  if (bytes[21] !== 255) return failed("hop-limit");
  const [source, destination] = [bytes.subarray(22, 38), bytes.subarray(38, 54)];
  const initial = pseudoHeaderSum(source, destination, { protocol: icmpv6, lengthBytes: payloadBytes });
  if (checksum(payload, initial) !== 0) return failed("checksum");
  const message = readMessage(payload);
  if (message === undefined) return failed("option");
  const macs = { destinationMac: formatMac(bytes, 0), sourceMac: formatMac(bytes, 6) };
  const ips = { source: formatIpv6(source), destination: formatIpv6(destination) };
  return { ok: true, frame: { ...macs, ...ips, message } };
}

/** Tells everybody on the link that `address` is now at `mac`, whatever they knew: RFC 4861 §7.2.6. */
export function unsolicitedAdvertisement(mac: string, address: string, router: boolean): Uint8Array {
  const flags = { router, solicited: false, override: true };
  return encodeNdisc({
    ...{ destinationMac: multicastMac(allNodes), sourceMac: mac, source: address, destination: allNodes },
    message: { kind: "advertisement", target: address, mac, ...flags },
  });
}

/** Asks who has `target`, without saying who asks (RFC 4862 §5.4.2): no neighbour table changes. */
export function neighbourProbe(mac: string, target: string): Uint8Array {
  const destination = solicitedNode(target);
  return encodeNdisc({
    ...{ destinationMac: multicastMac(destination), sourceMac: mac, source: unspecified, destination },
    message: { kind: "solicitation", target },
  });
}

/** The group that the owner of an address listens to: RFC 4291 §2.7.1. */
export function solicitedNode(address: string): string {
  return formatIpv6(
    Uint8Array.of(...ipBytes("ff02::1:ff00:0").subarray(0, 13), ...ipBytes(address).subarray(13)),
  );
}

/** RFC 2464 §7. */
export function multicastMac(group: string): string {
  return formatMac(Uint8Array.of(0x33, 0x33, ...ipBytes(group).subarray(12)));
}

function flagsOf(message: Ndisc): number {
  if (message.kind === "solicitation") return 0;
  const names = ["router", "solicited", "override"] as const;
  return names.reduce((sum, name) => sum + (message[name] ? flag[name] : 0), 0);
}

function readMessage(payload: Uint8Array): Ndisc | undefined {
  const kind = payload[0] === types.solicitation ? "solicitation" : "advertisement";
  const options = readOptions(payload.subarray(messageBytes));
  if (options === undefined) return undefined;
  const address = options.get(macOption[kind]);
  const fields = {
    target: formatIpv6(payload, 8),
    ...(address?.length === 6 ? { mac: formatMac(address) } : {}),
  };
  if (kind === "solicitation") return { kind, ...fields };
  const has = (bit: number) => ((payload[4] ?? 0) & bit) !== 0;
  return {
    ...{ kind, ...fields, router: has(flag.router) },
    ...{ solicited: has(flag.solicited), override: has(flag.override) },
  };
}

/** By type; undefined when one of them has no length. */
function readOptions(bytes: Uint8Array): ReadonlyMap<number, Uint8Array> | undefined {
  const options = new Map<number, Uint8Array>();
  for (let offset = 0; offset < bytes.length; ) {
    const [type = 0, length = 0] = bytes.subarray(offset);
    if (length === 0 || offset + 8 * length > bytes.length) return undefined;
    options.set(type, bytes.subarray(offset + 2, offset + 8 * length));
    offset += 8 * length;
  }
  return options;
}

function failed(reason: Extract<DecodedNdisc, { ok: false }>["reason"]): DecodedNdisc {
  return { ok: false, reason };
}

function macBytes(text: string): Uint8Array {
  const bytes = parseMac(text);
  if (bytes === undefined) throw new RangeError(`not a MAC address: ${text}`);
  return bytes;
}

function ipBytes(text: string): Uint8Array {
  const bytes = parseIpv6(text);
  if (bytes === undefined) throw new RangeError(`not an IPv6 address: ${text}`);
  return bytes;
}
