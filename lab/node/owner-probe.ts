import { networkInterfaces } from "node:os";
import { formatMac, parseMac } from "../../agent/base/ip.ts";
import { broadcastMac, decodeArp, encodeArp } from "../../agent/net/arp.ts";
import { etherType } from "../../agent/net/packet-socket.ts";
import { Pending } from "../probe/pending.ts";
import { macName } from "./node-names.ts";
import { arpReplyFilter } from "./packet-filter.ts";
import type { ProbeSettings } from "./probe-settings.ts";
import type { SegmentProbe } from "./segment-probe.ts";
import { openStampedSocket } from "./stamped-socket.ts";

/** The first three bytes of the owner probe's own MAC: locally administered. */
export const probeMacPrefix = "02:ba:5c";
const deadlineMs = 200;

/**
 * Asks the whole segment who has the virtual IP (ARP probe with sender 0.0.0.0, RFC 5227 §1.1): every node that holds
 * it answers, so two owners are seen even while the client talks to one only. The question bears a MAC of its own,
 * so the answers pass the client's neighbour table by: the measurement does not heal what it measures.
 */
export function openOwnerProbe(settings: ProbeSettings): SegmentProbe {
  const { interfaceName, node, vip } = settings;
  const mac = ownMac(interfaceName);
  const filter = arpReplyFilter(mac);
  const socket = openStampedSocket({ interfaceName, etherType: etherType.arp, filter, alsoMac: mac });
  const question = encodeQuestion(formatMac(mac), vip);
  const pending = new Pending({ node, probe: "owner", deadlineMs, secondMs: 20, graceMs: 0 });
  let latest = 0;
  return {
    pending,
    send(number, dueMs, nowMs) {
      latest = number;
      pending.sent(number, dueMs, nowMs);
      if (!socket.send(question)) pending.failed(number, "not-sent");
    },
    // An ARP reply has no number: it is taken as the answer to the latest question.
    receive() {
      for (let frame = socket.receive(); frame !== undefined; frame = socket.receive()) {
        const decoded = decodeArp(frame.bytes);
        if (!decoded.ok || decoded.frame.arp.senderIp !== vip) continue;
        pending.answered(latest, frame.atMs, macName(frame.bytes, settings.names));
      }
    },
    [Symbol.dispose]: () => socket[Symbol.dispose](),
  };
}

function encodeQuestion(mac: string, vip: string): Uint8Array {
  const nobody = "00:00:00:00:00:00";
  return encodeArp({
    destinationMac: broadcastMac,
    sourceMac: mac,
    arp: { operation: "request", senderMac: mac, senderIp: "0.0.0.0", targetMac: nobody, targetIp: vip },
  });
}

/** The interface's MAC behind our own prefix: two clients on one segment differ. */
function ownMac(interfaceName: string): Uint8Array {
  const address = networkInterfaces()[interfaceName]?.[0]?.mac ?? "00:00:00:00:00:01";
  return parseMac(`${probeMacPrefix}${address.slice(8)}`) ?? new Uint8Array(6);
}
