import { type ChecksumReading, readChecksum, writeChecksum } from "./advert-checksum.ts";
import {
  type AdvertFields,
  addressBytes,
  type DecodeFailed,
  failure,
  headerBytes,
  type Path,
  readFields,
  writeAddresses,
} from "./advert-fields.ts";

export interface AdvertV3 extends AdvertFields {
  readonly version: 3;
  readonly checksumReading: ChecksumReading;
}

/**
 * VRRP version 3, the IP payload (RFC 9568 §5.1); over IPv4 the checksum with the pseudo-header, which keepalived and
 * FRR ask for:
 * ```
 * 0 version 3, type 1   1 virtual router id   2 priority   3 count of addresses
 * 4 four zero bits, twelve bits of interval in hundredths of a second   6 checksum
 * 8 addresses, 4 or 16 bytes each
 * ```
 */
export function encodeV3(advert: AdvertFields, path: Path): Uint8Array {
  const { virtualRouterId, priority, addresses } = advert;
  const bytes = new Uint8Array(headerBytes + addressBytes(path) * addresses.length);
  const advertCs = Math.round(advert.advertMs / 10);
  bytes.set([0x31, virtualRouterId, priority, addresses.length, (advertCs >>> 8) & 0x0f, advertCs & 0xff]);
  writeAddresses(bytes, addresses, path);
  writeChecksum(bytes, 3, path);
  return bytes;
}

/** Never throws. Without `path` the checksum is not looked at, and the addresses are those of IPv4. */
export function decodeV3(bytes: Uint8Array, path?: Path): AdvertV3 | DecodeFailed {
  if (bytes.length !== headerBytes + addressBytes(path) * (bytes[3] ?? 0)) return failure("length");
  const checksumReading = readChecksum(bytes, 3, path);
  if (checksumReading === undefined) return failure("checksum");
  const advertCs = (((bytes[4] ?? 0) & 0x0f) << 8) | (bytes[5] ?? 0);
  const fields = readFields(bytes, advertCs * 10, path);
  return "ok" in fields ? fields : { version: 3, ...fields, checksumReading };
}
