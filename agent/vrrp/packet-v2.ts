import { readChecksum, writeChecksum } from "./advert-checksum.ts";
import {
  type AdvertFields,
  type Authentication,
  addressBytes,
  type DecodeFailed,
  failure,
  familyOfPath,
  headerBytes,
  type Path,
  readFields,
  writeAddresses,
} from "./advert-fields.ts";
import { vrrpFamilies } from "./family.ts";

export interface AdvertV2 extends AdvertFields {
  readonly version: 2;
  readonly authentication: Authentication;
}

const authenticationNone = 0;
const authenticationPass = 1;

/**
 * VRRP version 2, the IP payload (RFC 3768 §5.1, authentication as in RFC 2338 §5.3):
 * ```
 * 0 version 2, type 1   1 virtual router id   2 priority   3 count of addresses
 * 4 authentication type   5 interval in seconds   6 checksum
 * 8 addresses, 4 bytes each      then 8 bytes of authentication data
 * ```
 * Over IPv6 (`path`) as keepalived sends it: addresses of 16 bytes, and no authentication data.
 */
export function encodeV2(advert: AdvertV2, path?: Path): Uint8Array {
  const { addresses, authentication } = advert;
  const trailer = trailerBytes(path);
  const bytes = new Uint8Array(headerBytes + addressBytes(path) * addresses.length + trailer);
  const type = authenticationNumber(authentication);
  const interval = Math.round(advert.advertMs / 1000);
  bytes.set([0x21, advert.virtualRouterId, advert.priority, addresses.length, type, interval]);
  writeAddresses(bytes, addresses, path);
  if (authentication.type === "pass") {
    bytes.set(authentication.password.subarray(0, trailer), bytes.length - trailer);
  }
  writeChecksum(bytes, 2, path);
  return bytes;
}

/** Never throws. */
export function decodeV2(bytes: Uint8Array, path?: Path): AdvertV2 | DecodeFailed {
  const count = bytes[3] ?? 0;
  const authenticationAt = headerBytes + addressBytes(path) * count;
  if (bytes.length !== authenticationAt + trailerBytes(path)) return failure("length");
  if (readChecksum(bytes, 2, path) === undefined) return failure("checksum");
  const fields = readFields(bytes, (bytes[5] ?? 0) * 1000, path);
  if ("ok" in fields) return fields;
  const authentication = readAuthentication(bytes[4] ?? 0, bytes.slice(authenticationAt));
  return { version: 2, ...fields, authentication };
}

function trailerBytes(path?: Path): number {
  return vrrpFamilies[familyOfPath(path)].authenticationBytes;
}

function authenticationNumber(authentication: Authentication): number {
  if (authentication.type === "other") return authentication.number;
  return authentication.type === "pass" ? authenticationPass : authenticationNone;
}

function readAuthentication(number: number, data: Uint8Array): Authentication {
  if (number === authenticationNone) return { type: "none" };
  return number === authenticationPass ? { type: "pass", password: data } : { type: "other", number };
}
