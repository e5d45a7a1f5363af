import { type Family, families, familyOf, parseAddress } from "../base/family.ts";

/** The text password of RFC 2338 §5.3.10: 8 bytes on the wire, zeros behind a shorter one. */
export type Authentication =
  | { readonly type: "none" }
  | { readonly type: "pass"; readonly password: Uint8Array }
  | { readonly type: "other"; readonly number: number };

/** What both versions say. */
export interface AdvertFields {
  readonly virtualRouterId: number;
  /** 0: the sender resigns. */
  readonly priority: number;
  readonly advertMs: number;
  readonly addresses: readonly string[];
}

/** Why a packet is no advert: RFC 3768 §7.1, RFC 9568 §7.1. */
export type DecodeFailure = "short" | "version" | "type" | "length" | "checksum" | "count" | "interval";

export interface DecodeFailed {
  readonly ok: false;
  readonly reason: DecodeFailure;
}

/** The addresses of the IP packet that carries an advert. */
export interface Path {
  readonly source: string;
  readonly destination: string;
}

/** The IP protocol number of adverts: RFC 9568 §5.1.1.4. */
export const vrrpProtocol = 112;

export const headerBytes = 8;

/** Of a packet; IPv4 where nothing is said. */
export function familyOfPath(path?: Path): Family {
  return path === undefined ? 4 : familyOf(path.source);
}

/** Of one address. */
export function addressBytes(path?: Path): number {
  return families[familyOfPath(path)].addressBytes;
}

/** Behind the header. */
export function writeAddresses(bytes: Uint8Array, addresses: readonly string[], path?: Path): void {
  for (const [index, address] of addresses.entries()) {
    bytes.set(parseAddress(address) ?? [], headerBytes + addressBytes(path) * index);
  }
}

/** Bytes 1, 2, 3 and the addresses stand at the same place in both versions. */
export function readFields(bytes: Uint8Array, advertMs: number, path?: Path): AdvertFields | DecodeFailed {
  const [, virtualRouterId = 0, priority = 0, count = 0] = bytes;
  if (count === 0) return failure("count");
  if (advertMs === 0) return failure("interval");
  const { format, addressBytes: size } = families[familyOfPath(path)];
  const addresses = Array.from({ length: count }, (_, index) => format(bytes, headerBytes + size * index));
  return { virtualRouterId, priority, advertMs, addresses };
}

export function failure(reason: DecodeFailure): DecodeFailed {
  return { ok: false, reason };
}
