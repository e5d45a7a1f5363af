import { parseIpv4 } from "../base/ip.ts";
import {
  type AdvertFields,
  type Authentication,
  type DecodeFailed,
  failure,
  headerBytes,
  readFields,
} from "./advert-fields.ts";
import { checksum } from "./checksum.ts";

export interface AdvertV2 extends AdvertFields {
  readonly version: 2;
  readonly authentication: Authentication;
}

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
export function encodeV2(advert: AdvertV2): Uint8Array {
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

/** Never throws. */
export function decodeV2(bytes: Uint8Array): AdvertV2 | DecodeFailed {
  const count = bytes[3] ?? 0;
  if (bytes.length !== headerBytes + 4 * count + authenticationBytes) return failure("length");
  if (checksum(bytes) !== 0) return failure("checksum");
  const fields = readFields(bytes, (bytes[5] ?? 0) * 1000);
  if ("ok" in fields) return fields;
  const authentication = readAuthentication(bytes[4] ?? 0, bytes.slice(-authenticationBytes));
  return { version: 2, ...fields, authentication };
}

function authenticationNumber(authentication: Authentication): number {
  if (authentication.type === "other") return authentication.number;
  return authentication.type === "pass" ? authenticationPass : authenticationNone;
}

function readAuthentication(number: number, data: Uint8Array): Authentication {
  if (number === authenticationNone) return { type: "none" };
  return number === authenticationPass ? { type: "pass", password: data } : { type: "other", number };
}
