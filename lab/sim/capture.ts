import { type Arp, isGratuitous } from "../../agent/net/arp.ts";
import { decodeAdvert } from "../../agent/vrrp/packet.ts";
import type { VrrpPacket } from "../../agent/vrrp/state.ts";
import type { HistoryEvent } from "../history/event.ts";
import { roundMs } from "../probe/round.ts";
import type { SimInterface } from "./interface.ts";

/** What a capture on the client's interface would tell of an ARP message. */
export function capturedArp(arp: Arp, from: SimInterface, nowMs: number): HistoryEvent {
  const { operation, senderMac, senderIp, targetIp } = arp;
  const said = { operation, gratuitous: isGratuitous(arp), senderMac, senderIp, targetIp };
  return { atMs: roundMs(nowMs), node: from.host.name, kind: "arp", ...said };
}

/** The same for an advert; nothing for what is none. */
export function capturedAdvert(
  packet: VrrpPacket,
  from: SimInterface,
  nowMs: number,
): readonly HistoryEvent[] {
  const decoded = decodeAdvert(packet.payload, packet);
  if (!decoded.ok) return [];
  const { version, virtualRouterId, priority, advertMs, addresses } = decoded.advert;
  const fields = { version, virtualRouterId, priority, advertMs, addresses };
  const { source } = packet;
  return [{ atMs: roundMs(nowMs), node: from.host.name, kind: "advert", source, ...fields }];
}
