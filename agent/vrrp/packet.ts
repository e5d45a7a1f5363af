import { formatIpv4, parseIpv4 } from "../base/ip.ts";
import { checksum, pseudoHeaderSum } from "./checksum.ts";

/** Where adverts go (RFC 3768 §5.2.2), their IP protocol number (§5.2.4) and their TTL (§5.2.3). */
export const vrrpGroup = "224.0.0.18";
export const vrrpProtocol = 112;
export const vrrpTtl = 255;

/** The text password of RFC 2338 §5.3.10: 8 bytes on the wire, zeros behind a shorter one. */
export type Authentication =
  | { readonly type: "none" }
  | { readonly type: "pass"; readonly password: Uint8Array }
  | { readonly type: "other"; readonly number: number };

interface AdvertFields {
  readonly virtualRouterId: number;
  /** 0: the sender resigns. */
  readonly priority: number;
  readonly advertMs: number;
  readonly addresses: readonly string[];
}

export interface AdvertV2 extends AdvertFields {
  readonly version: 2;
  readonly authentication: Authentication;
}

/** Read only, so far: `checksumVerified` is false when the packet's addresses were not given. */
export interface AdvertV3 extends AdvertFields {
  readonly version: 3;
  readonly checksumVerified: boolean;
}

export type Advert = AdvertV2 | AdvertV3;

/** Why a packet is no advert: RFC 3768 §7.1. */
export type DecodeFailure = "short" | "version" | "type" | "length" | "checksum" | "count" | "interval";

export type DecodedAdvert =
  | { readonly ok: true; readonly advert: Advert }
  | { readonly ok: false; readonly reason: DecodeFailure };

const headerBytes = 8;
const authenticationBytes = 8;
const authenticationNone = 0;
const authenticationPass = 1;

/**
 * VRRP version 2 over IPv4, the IP payload (RFC 3768 §5.1, authentication as in RFC 2338 §5.3):
 * ```
 * 0 version 2, type 1   1 virtual router id   2 priority   3 count of addresses
 * 4 authentication type   5 interval in seconds   6 checksum
 * 8 addresses, 4 bytes each      then 8 bytes of authentication data
 * ```
 */
export function encodeAdvert(advert: AdvertV2): Uint8Array {
  const { addresses, authentication } = advert;
  const bytes = new Uint8Array(headerBytes + 4 * addresses.length + authenticationBytes);
  const type = authenticationNumber(authentication);
  const interval = Math.round(advert.advertMs / 1000);
  bytes.set([0x21, advert.virtualRouterId, advert.priority, addresses.length, type, interval]);
  for (const [index, address] of addresses.entries()) {
    bytes.set(parseIpv4(address) ?? [], headerBytes + 4 * index);
  }
  if (authentication.type === "pass") {
    const password = authentication.password.subarray(0, authenticationBytes);
    bytes.set(password, bytes.length - authenticationBytes);
  }
  new DataView(bytes.buffer).setUint16(6, checksum(bytes));
  return bytes;
}

/**
 * Reads the payload of an IP packet of protocol 112; never throws. `ip` (the packet's addresses) is needed only to
 * check the checksum of version 3, where both readings, with and without the pseudo-header, are accepted.
 */
export function decodeAdvert(
  payload: Uint8Array,
  ip?: { readonly source: string; readonly destination: string },
): DecodedAdvert {
  if (payload.length < headerBytes) return failure("short");
  const [first = 0] = payload;
  const version = first >>> 4;
  if (version !== 2 && version !== 3) return failure("version");
  if ((first & 0x0f) !== 1) return failure("type");
  const count = payload[3] ?? 0;
  const tailBytes = version === 2 ? authenticationBytes : 0;
  if (payload.length !== headerBytes + 4 * count + tailBytes) return failure("length");
  return version === 2 ? decodeV2(payload) : decodeV3(payload, ip);
}

function decodeV2(bytes: Uint8Array): DecodedAdvert {
  if (checksum(bytes) !== 0) return failure("checksum");
  const fields = readFields(bytes, (bytes[5] ?? 0) * 1000);
  if ("ok" in fields) return fields;
  const authentication = readAuthentication(bytes[4] ?? 0, bytes.slice(-authenticationBytes));
  return { ok: true, advert: { version: 2, ...fields, authentication } };
}

/** Version 3: bytes 4 and 5 hold 4 reserved bits and 12 bits of interval in hundredths of a second (RFC 9568 §5.1). */
function decodeV3(
  bytes: Uint8Array,
  ip?: { readonly source: string; readonly destination: string },
): DecodedAdvert {
  const source = parseIpv4(ip?.source ?? "");
  const destination = parseIpv4(ip?.destination ?? "");
  const verifiable = source !== undefined && destination !== undefined;
  if (verifiable && checksum(bytes) !== 0) {
    if (checksum(bytes, pseudoHeaderSum(source, destination, bytes.length)) !== 0) return failure("checksum");
  }
  const advertCs = (((bytes[4] ?? 0) & 0x0f) << 8) | (bytes[5] ?? 0);
  const fields = readFields(bytes, advertCs * 10);
  if ("ok" in fields) return fields;
  return { ok: true, advert: { version: 3, ...fields, checksumVerified: verifiable } };
}

function readFields(bytes: Uint8Array, advertMs: number): AdvertFields | ReturnType<typeof failure> {
  const [, virtualRouterId = 0, priority = 0, count = 0] = bytes;
  if (count === 0) return failure("count");
  if (advertMs === 0) return failure("interval");
  const addresses = Array.from({ length: count }, (_, index) => formatIpv4(bytes, headerBytes + 4 * index));
  return { virtualRouterId, priority, advertMs, addresses };
}

function authenticationNumber(authentication: Authentication): number {
  if (authentication.type === "other") return authentication.number;
  return authentication.type === "pass" ? authenticationPass : authenticationNone;
}

function readAuthentication(number: number, data: Uint8Array): Authentication {
  if (number === authenticationNone) return { type: "none" };
  return number === authenticationPass ? { type: "pass", password: data } : { type: "other", number };
}

function failure(reason: DecodeFailure) {
  return { ok: false, reason } as const;
}
