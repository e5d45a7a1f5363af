import type { VrrpSettings } from "./state.ts";

/**
 * What to say of an advert with another list of virtual addresses; undefined when it is the same, in whatever order.
 * Such an advert counts all the same (RFC 9568 §7.1 asks for a log line, no more): whoever discards it, as the original
 * does, becomes a second master.
 */
export function otherAddresses(received: readonly string[], settings: VrrpSettings): string | undefined {
  const mine = settings.virtualAddresses.map(({ address }) => address);
  const missing = mine.find((address) => !received.includes(address));
  if (missing === undefined && mine.length === received.length) return undefined;
  const verdict =
    missing === undefined || mine.length !== received.length
      ? `expected ${mine.length} VIPs but received ${received.length}`
      : `ip address associated with VRID ${settings.virtualRouterId} not present in MASTER advert: ${missing}`;
  const lists = `received ${received.join(", ")}, mine ${mine.join(", ")}`;
  return `${verdict} (${lists}: the two files must name the same virtual addresses; until they do, only the addresses of whoever is MASTER are there)`;
}
