import { groupOf } from "./family.ts";
import { vrrpTtl } from "./packet.ts";
import type { VrrpPacket, VrrpSettings } from "./state.ts";

/** What is wrong with the way that a packet took. */
export interface RouteTrouble {
  readonly reason: "ttl" | "other-cast" | "no-peer";
  /** In the original's words. */
  readonly detail: string;
}

/**
 * Multicast comes from a neighbour: with a TTL of 255, RFC 9568 §7.1. Unicast may have passed routers; the TTL and the
 * sender count only where `unicast_peer` says so.
 */
export function routeTrouble(packet: VrrpPacket, settings: VrrpSettings): RouteTrouble | undefined {
  const { unicast } = settings;
  const { source, destination, ttl } = packet;
  if ((destination !== groupOf(settings)) !== (unicast !== undefined)) {
    const [came, expected] = unicast === undefined ? ["uni", "multi"] : ["multi", "uni"];
    return {
      reason: "other-cast",
      detail: `Expected ${expected}cast packet but received ${came}cast packet`,
    };
  }
  if (unicast === undefined) {
    const detail = `invalid TTL/HL. Received ${ttl} and expect ${vrrpTtl}`;
    return ttl === vrrpTtl ? undefined : { reason: "ttl", detail };
  }
  if (!unicast.checkSource) return undefined;
  const peer = unicast.peers.find(({ address }) => address === source);
  if (peer === undefined)
    return { reason: "no-peer", detail: `unicast source address ${source} not a unicast peer` };
  const { minTtl = 0, maxTtl = 255 } = peer;
  if (ttl >= minTtl && ttl <= maxTtl) return undefined;
  return { reason: "ttl", detail: `TTL/HL ${ttl} not in range ${minTtl} - ${maxTtl}` };
}
