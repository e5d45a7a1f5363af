import { formatIpv4, ipv4Number } from "../../base/ip.ts";

/** The longest prefix that leaves room for a broadcast address. */
export const longestBroadcastPrefix = 30;

/** The address's host bits all set (`brd +`) or all clear (`brd -`), as ip-address(8) has it. */
export function computedBroadcast(address: string, prefixLength: number, sign: "+" | "-"): string {
  const hosts = 2 ** (32 - prefixLength);
  const network = ipv4Number(address) - (ipv4Number(address) % hosts);
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, sign === "+" ? network + hosts - 1 : network);
  return formatIpv4(bytes);
}
