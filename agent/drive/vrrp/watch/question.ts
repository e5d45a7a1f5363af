import type { Family } from "../../../base/family.ts";
import { broadcastMac, decodeArp, encodeArp } from "../../../net/arp.ts";
import { decodeNdisc, neighbourProbe } from "../../../net/ndisc.ts";
import { etherType } from "../../../net/packet-socket.ts";

/** How a segment is asked who has an address, without a word about the one who asks: no neighbour table changes. */
export interface Question {
  readonly etherType: number;
  /** Of the frames of this type, only those that can be an answer. */
  readonly only?: { readonly byteAt: number; readonly value: number };
  /** The frame that asks. */
  probe(mac: string, address: string): Uint8Array;
  /** The address that the sender of a frame says is its own; undefined: it says nothing of the kind. */
  sayer(frame: Uint8Array): string | undefined;
}

/** Sender of a probe: RFC 5227 §1.1. */
const nobody = "0.0.0.0";
const unspecified = "::";
const noMac = "00:00:00:00:00:00";

const arp: Question = {
  etherType: etherType.arp,
  probe(mac, address) {
    const fields = { senderMac: mac, senderIp: nobody, targetMac: noMac, targetIp: address };
    const frame = { destinationMac: broadcastMac, sourceMac: mac };
    return encodeArp({ ...frame, arp: { operation: "request", ...fields } });
  },
  sayer(frame) {
    const decoded = decodeArp(frame);
    const sender = decoded.ok ? decoded.frame.arp.senderIp : nobody;
    return sender === nobody ? undefined : sender;
  },
};

const ndisc: Question = {
  etherType: etherType.ipv6,
  // Next header, behind the Ethernet header: ICMPv6.
  only: { byteAt: 20, value: 58 },
  probe: neighbourProbe,
  sayer(frame) {
    const decoded = decodeNdisc(frame);
    if (!decoded.ok) return undefined;
    const { message, source } = decoded.frame;
    if (message.kind === "advertisement") return message.target;
    return source === unspecified ? undefined : source;
  },
};

export const questions: Readonly<Record<Family, Question>> = { 4: arp, 6: ndisc };
