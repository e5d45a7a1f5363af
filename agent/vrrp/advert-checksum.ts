import { checksum, pseudoHeaderSum } from "../base/checksum.ts";
import { parseAddress } from "../base/family.ts";
import { familyOfPath, type Path, vrrpProtocol } from "./advert-fields.ts";
import { vrrpFamilies } from "./family.ts";

/**
 * How the checksum was right: over the pseudo-header too (IPv6; IPv4 as deployed, RFC 5798 §5.2.8), over the payload
 * alone (version 2; RFC 9568 §5.2.8, IPv4), or `unchecked` when the packet's addresses were needed and not given.
 */
export type ChecksumReading = "pseudo-header" | "payload" | "unchecked";

/** Writes it into an advert that is complete but for it. */
export function writeChecksum(bytes: Uint8Array, version: 2 | 3, path?: Path): void {
  const [reading] = readingsOf(version, path);
  new DataView(bytes.buffer).setUint16(6, checksum(bytes, initialSum(reading, bytes, path) ?? 0));
}

/** Undefined: it is wrong. */
export function readChecksum(bytes: Uint8Array, version: 2 | 3, path?: Path): ChecksumReading | undefined {
  for (const reading of readingsOf(version, path)) {
    const initial = initialSum(reading, bytes, path);
    if (initial === undefined) return "unchecked";
    if (checksum(bytes, initial) === 0) return reading;
  }
  return undefined;
}

function readingsOf(version: 2 | 3, path?: Path) {
  return vrrpFamilies[familyOfPath(path)].checksums[version];
}

function initialSum(reading: ChecksumReading, bytes: Uint8Array, path?: Path): number | undefined {
  if (reading === "payload") return 0;
  const [source, destination] = [path && parseAddress(path.source), path && parseAddress(path.destination)];
  return (
    source &&
    destination &&
    pseudoHeaderSum(source, destination, { protocol: vrrpProtocol, lengthBytes: bytes.length })
  );
}
