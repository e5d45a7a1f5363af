import { type Family, parseAddress } from "../base/family.ts";
import { decodeFrame, encodeFrame, frameFamilies } from "./ip-frame.ts";
import { openPacketSocket } from "./packet-socket.ts";
import type { RawPacket } from "./raw-family.ts";
import type { RawSocket } from "./raw-socket.ts";

export interface FrameSocketOptions {
  /** Listens here. */
  readonly interfaceName: string;
  /** IP protocol number: 112 for VRRP. */
  readonly protocol: number;
  readonly group: string;
  /** What is sent leaves by this interface. */
  readonly sendsOn: { readonly interfaceName: string; readonly mac: string };
}

/**
 * Multicast packets of one protocol as whole frames, without the machine's own IP in between: it has no address on the
 * interface, and must not join a group there. For a report of membership (IGMP, MLD) comes from the interface's MAC, and
 * would tell the switches that a virtual MAC is where it is not.
 */
export function openFrameSocket(family: Family, options: FrameSocketOptions): RawSocket {
  const { interfaceName, protocol, group, sendsOn } = options;
  const { etherType, protocolAt, groupMac } = frameFamilies[family];
  using opened = new DisposableStack();
  const only = { byteAt: protocolAt, value: protocol };
  const groupBytes = groupMac(parseAddress(group) ?? new Uint8Array(16));
  const hears = opened.use(openPacketSocket({ interfaceName, etherType, group: groupBytes, only }));
  // Ether type 0: it only sends.
  const sends = opened.use(openPacketSocket({ interfaceName: sendsOn.interfaceName, etherType: 0 }));
  const owned = opened.move();
  return {
    receive(): RawPacket | undefined {
      for (let frame = hears.receive(); frame !== undefined; frame = hears.receive()) {
        const packet = decodeFrame(family, frame);
        if (packet?.destination === group) return packet;
      }
      return undefined;
    },
    send(payload, path) {
      sends.send(encodeFrame(family, { ...path, payload, ttl: 255, protocol, sourceMac: sendsOn.mac }));
    },
    onReadable: (listener) => hears.onReadable(listener),
    [Symbol.dispose]: () => owned.dispose(),
  };
}
