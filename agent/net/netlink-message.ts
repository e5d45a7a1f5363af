import { type Family, families, familyOf, parseAddress } from "../base/family.ts";
import { parseIpv4 } from "../base/ip.ts";
import { align, decodeAttributes, encodeAttribute, encodeMessage, headerBytes } from "./netlink-codec.ts";
import { decodeLink, type LinkInfo } from "./netlink-link.ts";
import { decodeNeighbour, type NeighbourInfo, neighbourBodyBytes } from "./netlink-neighbour.ts";

/** Message types: rtnetlink(7). */
const messageType = {
  error: 2,
  done: 3,
  newLink: 16,
  delLink: 17,
  getLink: 18,
  newAddress: 20,
  delAddress: 21,
  getAddress: 22,
  newNeighbour: 28,
  getNeighbour: 30,
} as const;

const flag = { request: 0x1, ack: 0x4, dump: 0x300, exclusive: 0x200, create: 0x400 } as const;
/** `IFA_*` of if_addr.h. */
const addressAttribute = { address: 1, local: 2, label: 3, broadcast: 4, cacheInfo: 6, flags: 8 } as const;
/** `IFA_F_*`: secondary; of IPv6, not to be used before it is known that nobody else has the address. */
const addressState = { secondary: 0x01, dadFailed: 0x08, tentative: 0x40 } as const;
/** `IFA_F_*`, by the names of ip-address(8) and keepalived.conf(5). */
const addressFlags = {
  nodad: 0x02,
  home: 0x10,
  mngtmpaddr: 0x100,
  noprefixroute: 0x200,
  autojoin: 0x400,
} as const;
const foreverSeconds = 0xffff_ffff;
/** `AF_INET`, `AF_INET6`. */
const familyNumbers: Readonly<Record<Family, number>> = { 4: 2, 6: 10 };

/** rt_scopes(5): an address of scope `link` is valid on its link only. */
const scopes: Readonly<Record<string, number>> = { global: 0, site: 200, link: 253, host: 254, nowhere: 255 };

/** An address to add or remove: what `virtual_ipaddress` says of it. */
export interface AddressRequest {
  readonly interfaceIndex: number;
  readonly address: string;
  readonly prefixLength: number;
  readonly broadcast?: string;
  readonly scope?: string;
  readonly label?: string;
  readonly flags?: readonly (keyof typeof addressFlags)[];
  /** How long new connections may come from it; forever where absent. IPv6. */
  readonly preferredSeconds?: number;
  /** The other end of a point-to-point link. */
  readonly peer?: string;
}

/** What the kernel tells. */
export type NetlinkMessage =
  | { readonly kind: "link"; readonly removed: boolean; readonly link: LinkInfo }
  | { readonly kind: "address"; readonly removed: boolean; readonly address: AddressInfo }
  | { readonly kind: "neighbour"; readonly neighbour: NeighbourInfo }
  /** 0: it was done; else the number of the error. */
  | { readonly kind: "result"; readonly sequence: number; readonly errorNumber: number }
  | { readonly kind: "done"; readonly sequence: number }
  | { readonly kind: "other"; readonly type: number };

export interface AddressInfo {
  readonly interfaceIndex: number;
  readonly address: string;
  readonly prefixLength: number;
  /** Another address of the same network was there before. */
  readonly secondary: boolean;
  /** IPv6: nothing can be sent from it, for it is being found out whether somebody else has it, or somebody has. */
  readonly tentative: boolean;
}

/** RTM_NEWADDR (refused with EEXIST when it is there) or RTM_DELADDR, answered by a `result`. */
export function encodeAddress(
  action: "add" | "remove",
  request: AddressRequest,
  sequence: number,
): Uint8Array {
  const type = action === "add" ? messageType.newAddress : messageType.delAddress;
  const flags = flag.request | flag.ack | (action === "add" ? flag.create | flag.exclusive : 0);
  const body = new Uint8Array(8);
  const scope = scopes[request.scope ?? "global"] ?? 0;
  body.set([familyNumbers[familyOf(request.address)], request.prefixLength, 0, scope]);
  new DataView(body.buffer).setUint32(4, request.interfaceIndex, true);
  return encodeMessage(type, flags, sequence, [body, ...addressAttributes(request)]);
}

function addressAttributes(request: AddressRequest): readonly Uint8Array[] {
  const local = parseAddress(request.address) ?? new Uint8Array(4);
  const attributes = [
    encodeAttribute(addressAttribute.local, local),
    encodeAttribute(addressAttribute.address, parseAddress(request.peer ?? "") ?? local),
  ];
  const broadcast = parseIpv4(request.broadcast ?? "");
  if (broadcast !== undefined) attributes.push(encodeAttribute(addressAttribute.broadcast, broadcast));
  if (request.label !== undefined) {
    attributes.push(encodeAttribute(addressAttribute.label, new TextEncoder().encode(`${request.label}\0`)));
  }
  const bits = (request.flags ?? []).reduce((sum, flag) => sum | addressFlags[flag], 0);
  if (bits !== 0) attributes.push(encodeAttribute(addressAttribute.flags, numbers(bits)));
  if (request.preferredSeconds !== undefined) {
    const lifetimes = numbers(request.preferredSeconds, foreverSeconds, 0, 0);
    attributes.push(encodeAttribute(addressAttribute.cacheInfo, lifetimes));
  }
  return attributes;
}

function numbers(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Uint32Array.from(values).buffer);
}

/** What the kernel has a list of: the type of the question, and the size of its body. */
const dumps = {
  links: [messageType.getLink, 16],
  addresses: [messageType.getAddress, 8],
  neighbours: [messageType.getNeighbour, neighbourBodyBytes],
} as const;

/** Asks for all of them, of both families; answered by many messages and a `done`. */
export function encodeDump(what: keyof typeof dumps, sequence: number): Uint8Array {
  const [type, bodyBytes] = dumps[what];
  return encodeMessage(type, flag.request | flag.dump, sequence, [new Uint8Array(bodyBytes)]);
}

/** Reads what one `recv` gave: several messages may follow each other. Never throws; a cut-off end is left out. */
export function decodeMessages(bytes: Uint8Array): readonly NetlinkMessage[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const messages: NetlinkMessage[] = [];
  for (let offset = 0; offset + headerBytes <= bytes.length; ) {
    const size = view.getUint32(offset, true);
    if (size < headerBytes || offset + size > bytes.length) break;
    const body = bytes.subarray(offset + headerBytes, offset + size);
    messages.push(decodeMessage(view.getUint16(offset + 4, true), view.getUint32(offset + 8, true), body));
    offset += align(size);
  }
  return messages;
}

function decodeMessage(type: number, sequence: number, body: Uint8Array): NetlinkMessage {
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  if (type === messageType.done) return { kind: "done", sequence };
  if (type === messageType.error && body.length >= 4) {
    return { kind: "result", sequence, errorNumber: -view.getInt32(0, true) };
  }
  const isLink = type === messageType.newLink || type === messageType.delLink;
  if (isLink && body.length >= 16) {
    return { kind: "link", removed: type === messageType.delLink, link: decodeLink(body) };
  }
  const isAddress = type === messageType.newAddress || type === messageType.delAddress;
  if (isAddress && body.length >= 8 && Object.values(familyNumbers).includes(body[0] ?? 0)) {
    return { kind: "address", removed: type === messageType.delAddress, address: decodeAddress(body, view) };
  }
  const neighbour =
    type === messageType.newNeighbour && body.length >= neighbourBodyBytes
      ? decodeNeighbour(body)
      : undefined;
  return neighbour === undefined ? { kind: "other", type } : { kind: "neighbour", neighbour };
}

function decodeAddress(body: Uint8Array, view: DataView): AddressInfo {
  const attributes = decodeAttributes(body.subarray(8));
  // On a point-to-point link IFA_ADDRESS is the other end; IFA_LOCAL is always ours.
  const bytes = attributes.get(addressAttribute.local) ?? attributes.get(addressAttribute.address);
  const { format } = families[body[0] === familyNumbers[6] ? 6 : 4];
  return {
    interfaceIndex: view.getUint32(4, true),
    address: bytes === undefined ? "" : format(bytes),
    prefixLength: body[1] ?? 0,
    secondary: ((body[2] ?? 0) & addressState.secondary) !== 0,
    tentative: ((body[2] ?? 0) & (addressState.tentative | addressState.dadFailed)) !== 0,
  };
}
