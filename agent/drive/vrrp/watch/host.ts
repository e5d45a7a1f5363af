import type { Place } from "./network.ts";

/** An address as the socket calls want it: a link-local one of IPv6 is nothing without its interface. */
export function hostOf({ interfaceName }: Place, address: string): string {
  return /^fe[89ab]/i.test(address) ? `${address}%${interfaceName}` : address;
}
