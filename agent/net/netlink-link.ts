import { formatMac, parseMac } from "../base/ip.ts";
import { decodeAttributes, encodeAttribute, encodeMessage } from "./netlink-codec.ts";

/** RTM_NEWLINK, RTM_DELLINK: rtnetlink(7). */
const messageType = { newLink: 16, delLink: 17 } as const;
const flag = { request: 0x1, ack: 0x4, exclusive: 0x200, create: 0x400 } as const;
/** `IFLA_*` of if_link.h. */
const attribute = { mac: 1, name: 3, parent: 5, info: 18, perFamily: 26 } as const;
const infoAttribute = { kind: 1, data: 2 } as const;
const macvlanMode = 1;
const macvlanPrivate = 1;
const linkFlag = { up: 0x1, running: 0x40 } as const;
/** Of `IFLA_AF_SPEC`: settings by family, for IPv4 by their number in ip.h (`IPV4_DEVCONF_*`). */
const familyInternet = 2;
const familyInternet6 = 10;
const ipv4Settings = 1;
const addressGenerationMode = 8;
const ipv4Setting = {
  rp_filter: 8,
  arp_filter: 13,
  arp_ignore: 19,
  promote_secondaries: 20,
  accept_local: 23,
} as const;

export interface LinkInfo {
  readonly interfaceIndex: number;
  readonly name: string;
  readonly mac: string;
  /** Administratively up, and with a carrier. */
  readonly up: boolean;
  /** `macvlan`, `veth`, …; absent for hardware. */
  readonly kind?: string;
  /** The interface that a macvlan sits on. */
  readonly parentIndex?: number;
  /** A macvlan that hears and reaches nobody else on its parent. */
  readonly isPrivate?: boolean;
}

/** A macvlan in private mode. */
export interface VirtualLink {
  readonly name: string;
  readonly parentIndex: number;
  readonly mac: string;
}

/** What is to be changed of an interface. */
export interface LinkChange {
  readonly up?: boolean;
  readonly mac?: string;
  /** Sysctls of `net.ipv4.conf.NAME`, which containers can often not write as files. */
  readonly ipv4?: Readonly<Partial<Record<keyof typeof ipv4Setting, number>>>;
  /** No link-local address is made up when the interface goes up. */
  readonly withoutOwnIpv6?: true;
}

/** Creates it, down; refused with EEXIST when the name is taken. */
export function encodeVirtualLink({ name, parentIndex, mac }: VirtualLink, sequence: number): Uint8Array {
  const info = [
    encodeAttribute(infoAttribute.kind, new TextEncoder().encode("macvlan")),
    encodeAttribute(infoAttribute.data, encodeAttribute(macvlanMode, number(macvlanPrivate))),
  ];
  return encodeMessage(
    messageType.newLink,
    flag.request | flag.ack | flag.create | flag.exclusive,
    sequence,
    [
      body(0),
      encodeAttribute(attribute.name, new TextEncoder().encode(`${name}\0`)),
      encodeAttribute(attribute.parent, number(parentIndex)),
      encodeAttribute(attribute.mac, parseMac(mac) ?? new Uint8Array(6)),
      encodeAttribute(attribute.info, nested(info)),
    ],
  );
}

export function encodeLinkChange(interfaceIndex: number, change: LinkChange, sequence: number): Uint8Array {
  const { up, mac, ipv4, withoutOwnIpv6 } = change;
  const parts = [body(interfaceIndex, up)];
  if (mac !== undefined) parts.push(encodeAttribute(attribute.mac, parseMac(mac) ?? new Uint8Array(6)));
  const families: Uint8Array[] = [];
  if (ipv4 !== undefined) {
    const settings = Object.entries(ipv4).map(([name, value]) =>
      encodeAttribute(ipv4Setting[name as keyof typeof ipv4Setting], number(value)),
    );
    families.push(encodeAttribute(familyInternet, encodeAttribute(ipv4Settings, nested(settings))));
  }
  if (withoutOwnIpv6) {
    const none = encodeAttribute(addressGenerationMode, Uint8Array.of(1));
    families.push(encodeAttribute(familyInternet6, nested([none])));
  }
  if (families.length > 0) parts.push(encodeAttribute(attribute.perFamily, nested(families)));
  return encodeMessage(messageType.newLink, flag.request | flag.ack, sequence, parts);
}

export function encodeLinkRemoval(interfaceIndex: number, sequence: number): Uint8Array {
  return encodeMessage(messageType.delLink, flag.request | flag.ack, sequence, [body(interfaceIndex)]);
}

/** The body of a RTM_NEWLINK or RTM_DELLINK, at least 16 bytes. */
export function decodeLink(bytes: Uint8Array): LinkInfo {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const attributes = decodeAttributes(bytes.subarray(16));
  const flags = view.getUint32(8, true);
  const mac = attributes.get(attribute.mac);
  const parentIndex = readNumber(attributes.get(attribute.parent));
  return {
    interfaceIndex: view.getInt32(4, true),
    name: readText(attributes.get(attribute.name)),
    mac: mac?.length === 6 ? formatMac(mac) : "",
    up: (flags & linkFlag.up) !== 0 && (flags & linkFlag.running) !== 0,
    ...(parentIndex === undefined ? {} : { parentIndex }),
    ...readKind(attributes.get(attribute.info)),
  };
}

function readKind(info: Uint8Array | undefined): Pick<LinkInfo, "kind" | "isPrivate"> {
  if (info === undefined) return {};
  const attributes = decodeAttributes(info);
  const kind = readText(attributes.get(infoAttribute.kind));
  const data = decodeAttributes(attributes.get(infoAttribute.data) ?? new Uint8Array());
  const mode = readNumber(data.get(macvlanMode));
  return kind === "macvlan" ? { kind, isPrivate: mode === macvlanPrivate } : { kind };
}

/** `struct ifinfomsg`: 0 family  2 type (2)  4 index (4)  8 flags (4)  12 which of them change (4). */
function body(interfaceIndex: number, up?: boolean): Uint8Array {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setInt32(4, interfaceIndex, true);
  if (up !== undefined) {
    view.setUint32(8, up ? linkFlag.up : 0, true);
    view.setUint32(12, linkFlag.up, true);
  }
  return bytes;
}

/** Attributes one behind the other, each padded to 4. */
function nested(attributes: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(attributes.flatMap((one) => [...one, ...new Uint8Array(-one.length & 3)]));
}

function number(value: number): Uint8Array {
  return new Uint8Array(Int32Array.of(value).buffer);
}

function readNumber(bytes: Uint8Array | undefined): number | undefined {
  if (bytes === undefined || bytes.length < 4) return undefined;
  return new DataView(bytes.buffer, bytes.byteOffset).getInt32(0, true);
}

function readText(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes).replace(/\0.*$/s, "");
}
