import { parseIpv4 } from "../base/ip.ts";
import {
  type AdvertFields,
  type DecodeFailed,
  failure,
  headerBytes,
  type Path,
  readFields,
} from "./advert-fields.ts";
import { checksum, pseudoHeaderSum } from "./checksum.ts";

export interface AdvertV3 extends AdvertFields {
  readonly version: 3;
  readonly checksumReading: ChecksumReading;
}

/**
 * How the checksum was right: over the pseudo-header too, as deployed (RFC 5798 §5.2.8), over the payload alone
 * (RFC 9568 §5.2.8, IPv4), or `unchecked` when the packet's addresses were not given.
 */
export type ChecksumReading = "pseudo-header" | "payload" | "unchecked";

/**
 * VRRP version 3 over IPv4, the IP payload (RFC 9568 §5.1); the checksum with the pseudo-header, which keepalived and
 * FRR ask for:
 * ```
 * 0 version 3, type 1   1 virtual router id   2 priority   3 count of addresses
 * 4 four zero bits, twelve bits of interval in hundredths of a second   6 checksum
 * 8 addresses, 4 bytes each
 * ```
 */
export function encodeV3(advert: AdvertFields, path: Path): Uint8Array {
  const { virtualRouterId, priority, addresses } = advert;
  const bytes = new Uint8Array(headerBytes + 4 * addresses.length);
  const advertCs = Math.round(advert.advertMs / 10);
  bytes.set([0x31, virtualRouterId, priority, addresses.length, (advertCs >>> 8) & 0x0f, advertCs & 0xff]);
  for (const [index, address] of addresses.entries()) {
    bytes.set(parseIpv4(address) ?? [], headerBytes + 4 * index);
  }
  new DataView(bytes.buffer).setUint16(6, checksum(bytes, pathSum(path, bytes.length) ?? 0));
  return bytes;
}

/** Never throws. Without `path` the checksum is not looked at. */
export function decodeV3(bytes: Uint8Array, path?: Path): AdvertV3 | DecodeFailed {
  if (bytes.length !== headerBytes + 4 * (bytes[3] ?? 0)) return failure("length");
  const checksumReading = readChecksum(bytes, path);
  if (checksumReading === undefined) return failure("checksum");
  const advertCs = (((bytes[4] ?? 0) & 0x0f) << 8) | (bytes[5] ?? 0);
  const fields = readFields(bytes, advertCs * 10);
  return "ok" in fields ? fields : { version: 3, ...fields, checksumReading };
}

function readChecksum(bytes: Uint8Array, path?: Path): ChecksumReading | undefined {
  const initial = path && pathSum(path, bytes.length);
  if (initial === undefined) return "unchecked";
  if (checksum(bytes, initial) === 0) return "pseudo-header";
  return checksum(bytes) === 0 ? "payload" : undefined;
}

function pathSum({ source, destination }: Path, lengthBytes: number): number | undefined {
  const [from, to] = [parseIpv4(source), parseIpv4(destination)];
  return from && to && pseudoHeaderSum(from, to, lengthBytes);
}
