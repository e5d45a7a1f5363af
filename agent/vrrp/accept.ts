import type { DecodeFailure } from "./advert-fields.ts";
import { otherAddresses } from "./other-addresses.ts";
import { type Advert, decodeAdvert } from "./packet.ts";
import { passwordTrouble } from "./password.ts";
import { type RouteTrouble, routeTrouble } from "./route.ts";
import type { VrrpPacket, VrrpSettings } from "./state.ts";

/** Why a packet is not listened to: RFC 3768 §7.1, RFC 9568 §7.1. */
export type DropReason =
  | DecodeFailure
  | "own"
  | "other-router"
  | "other-version"
  | "authentication"
  | "other-interval"
  | RouteTrouble["reason"];

export type Examined =
  /** `trouble`: it counts, but the two files do not agree about the virtual addresses. */
  | { readonly ok: true; readonly advert: Advert; readonly trouble?: string }
  /** `detail` in the original's words, for the log; empty for what happens on any network. */
  | { readonly ok: false; readonly reason: DropReason; readonly detail: string };

/** Decides whether a packet is an advert for this router. Never throws. */
export function examine(packet: VrrpPacket, settings: VrrpSettings, primaryAddress?: string): Examined {
  if (packet.source === primaryAddress) return drop("own", "");
  // Another router on the same network is no trouble, even when its packets are odd.
  if (packet.payload.length > 1 && packet.payload[1] !== settings.virtualRouterId)
    return drop("other-router", "");
  const route = routeTrouble(packet, settings);
  if (route !== undefined) return drop(route.reason, route.detail);
  const decoded = decodeAdvert(packet.payload, packet);
  if (!decoded.ok)
    return drop(decoded.reason, `received an invalid packet from ${packet.source} (${decoded.reason})`);
  const { advert } = decoded;
  if (advert.version !== settings.version)
    return drop("other-version", `wrong version. Received ${advert.version} and expect ${settings.version}`);
  return examineVersion(advert, settings) ?? accept(advert, settings);
}

/** What only one version asks for. */
function examineVersion(advert: Advert, settings: VrrpSettings): Examined | undefined {
  if (advert.version === 3) {
    const deployed = advert.checksumReading !== "payload";
    return deployed || !settings.strict ? undefined : drop("checksum", "Invalid VRRPv3 checksum");
  }
  const authentication = passwordTrouble(advert.authentication, settings);
  if (authentication !== undefined) return drop("authentication", authentication);
  if (advert.advertMs === settings.advertMs) return undefined;
  const [mine, theirs] = [settings.advertMs / 1000, advert.advertMs / 1000];
  return drop("other-interval", `advertisement interval mismatch mine=${mine} sec rcv'd=${theirs} sec`);
}

function accept(advert: Advert, settings: VrrpSettings): Examined {
  const trouble = otherAddresses(advert.addresses, settings);
  return trouble === undefined ? { ok: true, advert } : { ok: true, advert, trouble };
}

function drop(reason: DropReason, detail: string): Examined {
  return { ok: false, reason, detail };
}
