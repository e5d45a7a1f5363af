import type { Advert, DecodeFailure } from "./packet.ts";
import { decodeAdvert, vrrpTtl } from "./packet.ts";
import type { VrrpPacket, VrrpSettings } from "./state.ts";

/** Why a packet is not listened to: RFC 3768 §7.1. */
export type DropReason =
  | DecodeFailure
  | "ttl"
  | "own"
  | "other-router"
  | "other-version"
  | "authentication"
  | "other-interval"
  | "other-addresses";

export type Examined =
  | { readonly ok: true; readonly advert: Advert }
  /** `detail` in the original's words, for the log; empty for what happens on any network. */
  | { readonly ok: false; readonly reason: DropReason; readonly detail: string };

/** Decides whether a packet is an advert for this router. Never throws. */
export function examine(packet: VrrpPacket, settings: VrrpSettings, primaryAddress?: string): Examined {
  if (packet.source === primaryAddress) return drop("own", "");
  if (packet.ttl !== vrrpTtl) return drop("ttl", `invalid ttl. ${packet.ttl} and expect ${vrrpTtl}`);
  // Another router on the same network is no trouble, even when its packets are odd.
  if (packet.payload.length > 1 && packet.payload[1] !== settings.virtualRouterId)
    return drop("other-router", "");
  const decoded = decodeAdvert(packet.payload, packet);
  if (!decoded.ok)
    return drop(decoded.reason, `received an invalid packet from ${packet.source} (${decoded.reason})`);
  return examineAdvert(decoded.advert, settings);
}

function examineAdvert(advert: Advert, settings: VrrpSettings): Examined {
  if (advert.version !== 2) return drop("other-version", `wrong version ${advert.version}, expected 2`);
  const authentication = checkAuthentication(advert.authentication, settings);
  if (authentication !== undefined) return drop("authentication", authentication);
  if (advert.advertMs !== settings.advertMs) {
    const [mine, theirs] = [settings.advertMs / 1000, advert.advertMs / 1000];
    return drop("other-interval", `advertisement interval mismatch mine=${mine} sec rcv'd=${theirs} sec`);
  }
  const addresses = compareAddresses(advert.addresses, settings);
  return addresses === undefined ? { ok: true, advert } : drop("other-addresses", addresses);
}

type Authentication = Extract<Advert, { readonly version: 2 }>["authentication"];

function checkAuthentication(received: Authentication, { auth }: VrrpSettings): string | undefined {
  const expected = auth === undefined ? "none" : "pass";
  if (received.type !== expected) return `received a ${received.type} auth, expecting ${expected}!`;
  if (received.type !== "pass" || auth === undefined) return undefined;
  const password = passwordBytes(auth.password);
  const same = password.every((byte, index) => byte === received.password[index]);
  return same ? undefined : "received an invalid passwd!";
}

/** Eight bytes, zeros behind a shorter password: RFC 2338 §5.3.10. */
export function passwordBytes(password: string): Uint8Array {
  const bytes = new Uint8Array(8);
  bytes.set(new TextEncoder().encode(password).subarray(0, bytes.length));
  return bytes;
}

/** The order does not matter; any other difference means that the two files describe different services. */
function compareAddresses(received: readonly string[], settings: VrrpSettings): string | undefined {
  const mine = settings.virtualAddresses.map(({ address }) => address);
  const same = mine.length === received.length && mine.every((address) => received.includes(address));
  if (same) return undefined;
  const lists = `received ${received.join(", ")}, mine ${mine.join(", ")}`;
  const verdict =
    mine.length === received.length
      ? "received a different list of virtual addresses!"
      : `received an unexpected ip number count ${received.length}, expected ${mine.length}!`;
  return `${verdict} (${lists}: both nodes will be MASTER until the two files agree)`;
}

function drop(reason: DropReason, detail: string): Examined {
  return { ok: false, reason, detail };
}
