import { formatIpv4, ipv4Number, parseIpv4 } from "../../agent/base/ip.ts";

/** A block of IPv4 addresses; addresses are whole numbers from 0 to 2³² − 1. */
export interface Subnet {
  readonly base: number;
  readonly prefixLength: number;
}

/** `192.168.1.10` as a number; undefined when it is no IPv4 address. */
export function addressNumber(text: string): number | undefined {
  return parseIpv4(text) === undefined ? undefined : ipv4Number(text);
}

export function formatAddress(address: number): string {
  return formatIpv4(Uint8Array.from([24, 16, 8, 0], (shift) => (address >>> shift) & 255));
}

/** `192.168.1.0/24`; undefined when malformed. The base may still have host bits set. */
export function parseSubnet(text: string): Subnet | undefined {
  const [address = "", prefix = "", ...rest] = text.split("/");
  const base = addressNumber(address);
  const prefixLength = /^\d{1,2}$/.test(prefix) ? Number(prefix) : Number.NaN;
  return base === undefined || rest.length > 0 || !(prefixLength <= 32) ? undefined : { base, prefixLength };
}

/** The network address and the broadcast address. */
export function boundsOf({ base, prefixLength }: Subnet): { readonly first: number; readonly last: number } {
  const size = 2 ** (32 - prefixLength);
  const first = Math.floor(base / size) * size;
  return { first, last: first + size - 1 };
}

export function contains(subnet: Subnet, address: number): boolean {
  const { first, last } = boundsOf(subnet);
  return address >= first && address <= last;
}
