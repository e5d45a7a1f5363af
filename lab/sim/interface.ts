import { type Arp, isGratuitous } from "../../agent/net/arp.ts";
import type { VrrpPacket } from "../../agent/vrrp/state.ts";
import { connected, type Frame, type Segment } from "./segment.ts";
import type { StreamEnd } from "./stream.ts";

/** What an interface tells its node. */
export interface InterfaceHost {
  readonly name: string;
  /** The node has power. */
  readonly powered: boolean;
  /** The kernel lets requests for virtual addresses in: a lease may have closed them. */
  opens(): boolean;
  addressChanged(at: SimInterface, address: string, action: "add" | "remove"): void;
}

/** A network interface with the kernel above it: it answers for its addresses, whatever the daemons do. */
export class SimInterface {
  readonly name: string;
  readonly address: string;
  readonly mac: string;
  /** From which adverts over IPv6 come. */
  readonly linkLocal: string;
  readonly host: InterfaceHost;
  readonly segment: Segment;
  /** The node sees a carrier. */
  linkUp = true;
  /** Interfaces on different sides of a cut do not reach each other, and nobody tells them. */
  side = 0;
  readonly #virtual = new Set<string>();
  /** Raw sockets of protocol 112. */
  readonly vrrpListeners = new Set<(packet: VrrpPacket) => void>();
  /** Who waits for answers to ARP probes; gets the sender's address. */
  readonly arpListeners = new Set<(senderIp: string) => void>();
  /** TCP ports that somebody listens on: gives the other end for one that dials. */
  readonly ports = new Map<number, (dialer: StreamEnd) => StreamEnd | undefined>();
  /** What else arrives; nobody else needs to be told. */
  onFrame: ((frame: Frame, from: SimInterface) => void) | undefined;

  constructor(host: InterfaceHost, name: string, address: string, segment: Segment) {
    this.host = host;
    this.name = name;
    this.address = address;
    this.mac = macOf(address);
    this.linkLocal = linkLocalOf(address);
    this.segment = segment;
    segment.interfaces.push(this);
  }

  get carries(): boolean {
    return this.host.powered && this.linkUp;
  }

  /** Virtual addresses, without prefix length. */
  get virtual(): ReadonlySet<string> {
    return this.#virtual;
  }

  add(address: string): void {
    if (this.#virtual.has(address)) return;
    this.#virtual.add(address);
    this.host.addressChanged(this, address, "add");
  }

  remove(address: string): void {
    if (this.#virtual.delete(address)) this.host.addressChanged(this, address, "remove");
  }

  has(address: string): boolean {
    return address === this.address || address === this.linkLocal || this.#virtual.has(address);
  }

  /** Whether the kernel answers requests for it. */
  answersFor(address: string): boolean {
    return address === this.address || (this.#virtual.has(address) && this.host.opens());
  }

  listensTo(frame: Frame): boolean {
    if (this.onFrame !== undefined) return true;
    return frame.kind === "vrrp"
      ? this.vrrpListeners.size > 0
      : frame.kind === "arp" && this.#isAsked(frame.arp);
  }

  receive(frame: Frame, from: SimInterface): void {
    this.onFrame?.(frame, from);
    if (frame.kind === "vrrp") for (const listener of this.vrrpListeners) listener(frame.packet);
    else if (frame.kind === "echo" && !frame.reply && this.answersFor(frame.to)) {
      const { from: asker, to, number } = frame;
      this.segment.send(this, from, { kind: "echo", reply: true, from: to, to: asker, number });
    } else if (frame.kind === "arp") {
      if (this.#isAsked(frame.arp)) this.#answer(frame.arp, from);
      else if (frame.arp.operation === "reply")
        for (const listener of this.arpListeners) listener(frame.arp.senderIp);
    }
  }

  #isAsked(arp: Arp): boolean {
    return arp.operation === "request" && !isGratuitous(arp) && this.answersFor(arp.targetIp);
  }

  #answer({ senderMac, senderIp, targetIp }: Arp, asker: SimInterface): void {
    const own = { senderMac: this.mac, senderIp: targetIp };
    const arp = { operation: "reply", ...own, targetMac: senderMac, targetIp: senderIp } as const;
    this.segment.send(this, asker, { kind: "arp", arp });
  }

  /** An IP packet: to a group, or to the one that has the address. */
  sendVrrp(packet: VrrpPacket, group: boolean): void {
    const frame = { kind: "vrrp", packet } as const;
    const isNeighbour = (each: SimInterface) => each.has(packet.destination) && connected(this, each);
    const to = group ? undefined : this.segment.interfaces.find(isNeighbour);
    if (to !== undefined) this.segment.send(this, to, frame);
    else if (group) this.segment.broadcast(this, frame);
  }
}

/** As Docker does: 02:42 and the four bytes of the address. */
function macOf(address: string): string {
  const bytes = address.split(".").map((part) => Number(part).toString(16).padStart(2, "0"));
  return `02:42:${bytes.join(":")}`;
}

/** The four bytes of the address behind fe80::. */
function linkLocalOf(address: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = address.split(".").map(Number);
  return `fe80::${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}
