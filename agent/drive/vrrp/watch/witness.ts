import { readFileSync } from "node:fs";
import { formatIpv4 } from "../../../base/ip.ts";

/** Asked at a time: one that answers is enough. */
const mostWitnesses = 8;
/** ATF_COM of if_arp.h: the address is known. */
const complete = 0x2;

/**
 * Third parties that may be on the segment of `interfaceName`: the gateway, the kernel's neighbours, and who was heard.
 * None that shares the hardware address of one of `excluded`. Empty: nobody is known.
 */
export function readWitnesses(
  interfaceName: string,
  heard: readonly string[],
  excluded: ReadonlySet<string>,
): ReadonlySet<string> {
  const neighbours = readNeighbours(interfaceName);
  const excludedMacs = new Set(
    neighbours.filter(({ address }) => excluded.has(address)).map(({ mac }) => mac),
  );
  const others = neighbours.filter(({ mac }) => !excludedMacs.has(mac)).map(({ address }) => address);
  const same = neighbours.filter(({ mac }) => excludedMacs.has(mac)).map(({ address }) => address);
  const candidates = [...readGateways(interfaceName), ...others, ...heard];
  const fit = candidates.filter((address) => !excluded.has(address) && !same.includes(address));
  return new Set([...new Set(fit)].slice(0, mostWitnesses));
}

/** `/proc/net/arp`, proc(5): address, type, flags, hardware address, mask, device. */
function readNeighbours(interfaceName: string) {
  const rows = tableOf("/proc/net/arp").filter(([, , , , , device]) => device === interfaceName);
  const known = rows.filter(([, , flags]) => (Number(flags) & complete) !== 0);
  return known.map(([address = "", , , mac = ""]) => ({ address, mac }));
}

/** `/proc/net/route`: interface, destination, gateway in hexadecimal, in the machine's order of bytes. */
function readGateways(interfaceName: string): readonly string[] {
  const rows = tableOf("/proc/net/route");
  const ways = rows.filter(([name, destination]) => name === interfaceName && destination === "00000000");
  return ways.map(([, , gateway = ""]) => {
    const bytes = new Uint8Array(Uint32Array.of(Number.parseInt(gateway, 16)).buffer);
    return formatIpv4(bytes);
  });
}

function tableOf(file: string): readonly (readonly string[])[] {
  const [, ...lines] = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => line.trim().split(/\s+/));
}
