import { formatIpv4, parseIpv4 } from "./ip.ts";
import { formatIpv6, parseIpv6 } from "./ipv6.ts";

/** Of IP addresses: version 4 or 6. An instance of VRRP speaks one of them. */
export type Family = 4 | 6;

interface AddressFamily {
  readonly name: string;
  readonly addressBytes: number;
  parse(text: string): Uint8Array | undefined;
  format(bytes: Uint8Array, offset?: number): string;
}

/** How the addresses of a family are written and read. */
export const families: Readonly<Record<Family, AddressFamily>> = {
  4: { name: "IPv4", addressBytes: 4, parse: parseIpv4, format: formatIpv4 },
  6: { name: "IPv6", addressBytes: 16, parse: parseIpv6, format: formatIpv6 },
};

/** Of a text that is an address. */
export function familyOf(address: string): Family {
  return address.includes(":") ? 6 : 4;
}

/** An IPv6 address that is valid on its link only, `fe80::/10`: RFC 4291 §2.5.6. */
/** 224.0.0.0/4, ff00::/8: RFC 5771, RFC 4291 §2.7. */
export function isMulticast(address: string): boolean {
  const [first = 0] = parseAddress(address) ?? [];
  return familyOf(address) === 4 ? first >> 4 === 14 : first === 0xff;
}

export function isLinkLocal(address: string): boolean {
  return /^fe[89ab].:/i.test(address);
}

/** Four or sixteen bytes; undefined when the text is no address. */
export function parseAddress(text: string): Uint8Array | undefined {
  return families[familyOf(text)].parse(text);
}

/** The one way to write an address, so that equal addresses are equal texts; undefined when `text` is none. */
export function normalAddress(text: string): string | undefined {
  const bytes = parseAddress(text);
  return bytes && families[familyOf(text)].format(bytes);
}

/** Positive when `left` is the higher one: RFC 9568 §6.4.3 compares addresses as numbers. */
export function compareAddresses(left: string, right: string): number {
  const [a = new Uint8Array(), b = new Uint8Array()] = [parseAddress(left), parseAddress(right)];
  if (a.length !== b.length) return a.length - b.length;
  const at = a.findIndex((byte, index) => byte !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
