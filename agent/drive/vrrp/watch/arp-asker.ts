import type { VirtualAddress, VrrpInstance } from "../../../config/keepalived/config.ts";
import { broadcastMac, decodeArp, encodeArp } from "../../../net/arp.ts";
import type { Netlink } from "../../../net/netlink.ts";
import { etherType, openPacketSocket, type PacketSocket } from "../../../net/packet-socket.ts";
import { tryAll } from "../../try-all.ts";
import type { Asker } from "./network.ts";
import { readWitnesses } from "./witness.ts";

/** Frames that wait while nobody asks: the kernel drops further ones. Also a storm gives no more work than this. */
const receiveBufferBytes = 32_768;
const mostFrames = 256;
/** RFC 5227 §1.1: a probe says nothing about its sender, so that nobody's neighbour table changes. */
const nobody = "0.0.0.0";
const noMac = "00:00:00:00:00:00";

/** Opens the sockets. Throws ERR_NET_…. */
export function openArpAsker(instance: VrrpInstance, netlink: Netlink): Asker {
  const { interfaceName, virtualAddresses, excludedAddresses } = instance;
  const addresses = [...virtualAddresses, ...excludedAddresses];
  using opened = new DisposableStack();
  const open = (name: string) =>
    opened.use(openPacketSocket({ interfaceName: name, etherType: etherType.arp, receiveBufferBytes }));
  const names = new Set([interfaceName, ...addresses.map(({ device = interfaceName }) => device)]);
  const sockets = new Map([...names].map((name) => [name, open(name)]));
  const resources = opened.move();
  return new ArpAsker({ interfaceName, addresses, netlink, sockets, resources });
}

interface ArpAskerOptions {
  readonly interfaceName: string;
  readonly addresses: readonly VirtualAddress[];
  readonly netlink: Netlink;
  readonly sockets: ReadonlyMap<string, PacketSocket>;
  readonly resources: DisposableStack;
}

/** Who answers for addresses of IPv4: RFC 826 requests, the answers of which come to us alone. */
class ArpAsker implements Asker {
  readonly #options: ArpAskerOptions;
  readonly #virtual: ReadonlySet<string>;
  #polls: readonly Disposable[] = [];
  #witnesses: ReadonlySet<string> = new Set();
  #macs: ReadonlyMap<string, string> = new Map();
  #onAnswer: (who: "owner" | "witness") => void = () => {};

  constructor(options: ArpAskerOptions) {
    this.#options = options;
    this.#virtual = new Set(options.addresses.map(({ address }) => address));
  }

  ask(owner: string, witnesses: boolean, onAnswer: (who: "owner" | "witness") => void): void {
    const { interfaceName, addresses } = this.#options;
    if (this.#polls.length === 0) this.#begin(owner);
    this.#onAnswer = onAnswer;
    const asked = addresses.map(({ address, device = interfaceName }) => ({ address, device }));
    const others = [...this.#witnesses].map((address) => ({ address, device: interfaceName }));
    tryAll([...asked, ...(witnesses ? others : [])], ({ address, device }) => this.#probe(address, device));
  }

  read(): void {
    if (this.#polls.length === 0) return;
    for (const socket of this.#options.sockets.values()) {
      for (let count = 0; count < mostFrames; count++) {
        const frame = socket.receive();
        if (frame === undefined) break;
        this.#hear(frame);
      }
    }
  }

  rest(): void {
    for (const poll of this.#polls) poll[Symbol.dispose]();
    this.#polls = [];
  }

  [Symbol.dispose](): void {
    this.rest();
    this.#options.resources.dispose();
  }

  /** What waits is from before the question: it only shows who else is on the segment. */
  #begin(owner: string): void {
    const { netlink, sockets, interfaceName } = this.#options;
    this.#macs = new Map(netlink.links().map(({ name, mac }) => [name, mac]));
    const heard = [...sockets.values()].flatMap(pending);
    const own = new Set(netlink.addresses().map(({ address }) => address));
    const excluded = new Set([owner, nobody, ...own, ...this.#virtual]);
    this.#witnesses = readWitnesses(interfaceName, heard, excluded);
    this.#polls = [...sockets.values()].map((socket) => socket.onReadable(() => this.read()));
  }

  #probe(address: string, device: string): void {
    const sourceMac = this.#macs.get(device) ?? "";
    const arp = { senderMac: sourceMac, senderIp: nobody, targetMac: noMac, targetIp: address };
    const frame = { destinationMac: broadcastMac, sourceMac, arp: { operation: "request", ...arp } } as const;
    this.#options.sockets.get(device)?.send(encodeArp(frame));
  }

  #hear(bytes: Uint8Array): void {
    const decoded = decodeArp(bytes);
    if (!decoded.ok) return;
    const { senderIp, senderMac } = decoded.frame.arp;
    if ([...this.#macs.values()].includes(senderMac)) return;
    if (this.#virtual.has(senderIp)) this.#onAnswer("owner");
    else if (this.#witnesses.has(senderIp)) this.#onAnswer("witness");
  }
}

/** The senders of what waits in a socket. */
function pending(socket: PacketSocket): readonly string[] {
  const senders: string[] = [];
  for (let count = 0; count < mostFrames; count++) {
    const bytes = socket.receive();
    if (bytes === undefined) break;
    const decoded = decodeArp(bytes);
    if (decoded.ok) senders.push(decoded.frame.arp.senderIp);
  }
  return senders;
}
