import { families } from "../base/family.ts";
import { formatMac } from "../base/ip.ts";
import { decodeAttributes } from "./netlink-codec.ts";

/** An entry of the kernel's neighbour table, as `ip neighbour` shows it. */
export interface NeighbourInfo {
  readonly interfaceIndex: number;
  readonly address: string;
  readonly mac: string;
}

/** `struct ndmsg`: family, 3 bytes, interface (4), state (2), flags, type. */
export const neighbourBodyBytes = 12;
/** `NDA_*` of neighbour.h. */
const attribute = { address: 1, mac: 2 } as const;
/** `NUD_REACHABLE`, `STALE`, `DELAY`, `PROBE`, `PERMANENT`: the others have no hardware address, or need none. */
const known = 0x02 | 0x04 | 0x08 | 0x10 | 0x80;
/** `AF_INET`, `AF_INET6`. */
const familyNumbers: Readonly<Record<number, 4 | 6>> = { 2: 4, 10: 6 };

/** The body of a RTM_NEWNEIGH, at least 12 bytes; undefined: it says nothing of where somebody is. */
export function decodeNeighbour(body: Uint8Array): NeighbourInfo | undefined {
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const family = familyNumbers[body[0] ?? 0];
  const attributes = decodeAttributes(body.subarray(neighbourBodyBytes));
  const address = attributes.get(attribute.address);
  const mac = attributes.get(attribute.mac);
  if ((view.getUint16(8, true) & known) === 0 || family === undefined || mac?.length !== 6) return undefined;
  if (address?.length !== families[family].addressBytes) return undefined;
  return {
    interfaceIndex: view.getInt32(4, true),
    address: families[family].format(address),
    mac: formatMac(mac),
  };
}
