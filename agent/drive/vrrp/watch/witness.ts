import { readFileSync } from "node:fs";
import { formatIpv4 } from "../../../base/ip.ts";
import { formatIpv6 } from "../../../base/ipv6.ts";

/** Asked at a time: one that answers is enough. */
const mostWitnesses = 8;

/** What is known of a segment. */
export interface Segment {
  readonly interfaceName: string;
  /** The kernel's neighbours on it. */
  readonly neighbours: readonly { readonly address: string; readonly mac: string }[];
  /** Who was heard there. */
  readonly heard: readonly string[];
}

/**
 * Third parties that may be on a segment, of both families: the gateways, the neighbours, and who was heard. None that
 * shares the hardware address of one of `excluded`. Empty: nobody is known.
 */
export function findWitnesses(
  { interfaceName, neighbours, heard }: Segment,
  excluded: ReadonlySet<string>,
): ReadonlySet<string> {
  const excludedMacs = new Set(
    neighbours.filter(({ address }) => excluded.has(address)).map(({ mac }) => mac),
  );
  const isExcluded = ({ mac }: { readonly mac: string }) => excludedMacs.has(mac);
  const same = new Set(neighbours.filter(isExcluded).map(({ address }) => address));
  const others = neighbours.filter((one) => !isExcluded(one)).map(({ address }) => address);
  const gateways = [...gatewaysOf(interfaceName), ...gateways6Of(interfaceName)];
  const fit = [...gateways, ...others, ...heard].filter(
    (address) => !excluded.has(address) && !same.has(address),
  );
  return new Set([...new Set(fit)].slice(0, mostWitnesses));
}

/** `/proc/net/route`: a heading, then interface, destination, gateway in hexadecimal, in the machine's order of bytes. */
function gatewaysOf(interfaceName: string): readonly string[] {
  const [, ...rows] = tableOf("/proc/net/route");
  const ways = rows.filter(([name, destination]) => name === interfaceName && destination === "00000000");
  return ways.map(([, , gateway = ""]) => {
    const bytes = new Uint8Array(Uint32Array.of(Number.parseInt(gateway, 16)).buffer);
    return formatIpv4(bytes);
  });
}

/** `/proc/net/ipv6_route`: destination, its length, source, its length, next hop, …, interface. Absent without IPv6. */
function gateways6Of(interfaceName: string): readonly string[] {
  const nobody = "0".repeat(32);
  const ways = tableOf("/proc/net/ipv6_route").filter(
    ([destination, length, , , hop, ...rest]) =>
      destination === nobody && length === "00" && hop !== nobody && rest.at(-1) === interfaceName,
  );
  return ways.map(([, , , , hop = ""]) => formatIpv6(Uint8Array.fromHex(hop)));
}

function tableOf(file: string): readonly (readonly string[])[] {
  const lines = readText(file).trim().split("\n");
  return lines.map((line) => line.trim().split(/\s+/));
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
