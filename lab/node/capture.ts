#!/usr/bin/env node
import { parseArgs } from "node:util";
import { formatMac } from "../../agent/base/ip.ts";
import { decodeArp, isGratuitous } from "../../agent/net/arp.ts";
import { decodeIpv4 } from "../../agent/net/ipv4.ts";
import { etherType } from "../../agent/net/packet-socket.ts";
import { decodeAdvert, vrrpProtocol } from "../../agent/vrrp/packet.ts";
import type { HistoryEvent } from "../history/event.ts";
import { roundMs } from "../probe/round.ts";
import { nowMs } from "./clock.ts";
import { nodeNames } from "./node-names.ts";
import { runUntilEnd } from "./node-program.ts";
import { probeMacPrefix } from "./owner-probe.ts";
import { protocolFilter } from "./packet-filter.ts";
import { openStampedSocket, type StampedFrame } from "./stamped-socket.ts";

/**
 * Runs inside the client node and prints, as JSON lines, every VRRP advert and every ARP message that reaches its
 * interface. Usage: `capture.ts --node client --interface eth0 --name MAC=NODE…`; ends with SIGTERM or standard input.
 */
const { values } = parseArgs({
  options: {
    node: { type: "string", default: "client" },
    interface: { type: "string", default: "eth0" },
    name: { type: "string", multiple: true, default: [] },
  },
});
const names = nodeNames(values.name);

await runUntilEnd(() => {
  const interfaceName = values.interface;
  const adverts = openStampedSocket({
    interfaceName,
    etherType: etherType.ipv4,
    filter: protocolFilter(vrrpProtocol),
    allMulticast: true,
  });
  const arps = openStampedSocket({ interfaceName, etherType: etherType.arp });
  adverts.onReadable(() => drain(adverts, printAdvert));
  arps.onReadable(() => drain(arps, printArp));
  print({ atMs: nowMs(), node: values.node, kind: "capture", action: "start", clock: "kernel" });
  return {
    [Symbol.dispose]() {
      drain(adverts, printAdvert);
      drain(arps, printArp);
      adverts[Symbol.dispose]();
      arps[Symbol.dispose]();
      print({ atMs: nowMs(), node: values.node, kind: "capture", action: "stop", clock: "kernel" });
    },
  };
});

function drain(
  socket: { receive(): StampedFrame | undefined },
  use: (bytes: Uint8Array, atMs: number) => void,
): void {
  for (let frame = socket.receive(); frame !== undefined; frame = socket.receive())
    use(frame.bytes, frame.atMs);
}

function printAdvert(bytes: Uint8Array, atMs: number): void {
  const packet = decodeIpv4(bytes.subarray(14));
  if (packet === undefined) return;
  const decoded = decodeAdvert(packet.payload, packet);
  const node = names.get(formatMac(bytes, 6)) ?? packet.source;
  if (!decoded.ok) {
    const detail = `${packet.source}: ${decoded.reason}`;
    print({ atMs, node, kind: "note", code: "advert-malformed", detail });
    return;
  }
  const { version, virtualRouterId, priority, advertMs, addresses } = decoded.advert;
  const fields = { version, virtualRouterId, priority, advertMs, addresses };
  print({ atMs, node, kind: "advert", source: packet.source, ...fields });
}

/** Frames to somebody else (answers to the owner probe's own MAC) are not what this machine was told. */
function printArp(bytes: Uint8Array, atMs: number): void {
  const decoded = decodeArp(bytes);
  if (!decoded.ok || isProbeTraffic(decoded.frame.destinationMac)) return;
  const { operation, senderMac, senderIp, targetIp } = decoded.frame.arp;
  const node = names.get(decoded.frame.sourceMac) ?? senderIp;
  const gratuitous = isGratuitous(decoded.frame.arp);
  print({ atMs, node, kind: "arp", operation, gratuitous, senderMac, senderIp, targetIp });
}

function isProbeTraffic(destinationMac: string): boolean {
  return destinationMac.startsWith(probeMacPrefix);
}

function print(event: HistoryEvent): void {
  process.stdout.write(`${JSON.stringify({ ...event, atMs: roundMs(event.atMs) })}\n`);
}
