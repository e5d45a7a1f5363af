import type { VirtualAddress, VrrpInstance } from "../config/keepalived/config.ts";
import { gratuitousArp } from "../net/arp.ts";
import type { Netlink } from "../net/netlink.ts";
import type { AddressRequest, LinkInfo } from "../net/netlink-message.ts";
import { interfaceIndex, openPacketSocket, type PacketSocket } from "../net/packet-socket.ts";
import { openRawSocket, type RawSocket } from "../net/raw-socket.ts";
import { advertBytes } from "../vrrp/advert.ts";
import { vrrpGroup, vrrpProtocol } from "../vrrp/packet.ts";

/** Link and own address, as the machine wants to know them. */
export interface Condition {
  readonly linkUp: boolean;
  readonly primaryAddress?: string;
}

/** The original's garp_master_repeat: so many gratuitous ARP messages for each address in a row. */
const announceRepeat = 5;

/** What one instance does on the network: adverts, addresses, gratuitous ARP. */
export class VrrpInterface implements Disposable {
  readonly name: string;
  readonly #instance: VrrpInstance;
  readonly #netlink: Netlink;
  readonly #index: number;
  readonly #raw: RawSocket;
  /** By name of the interface: an address may have another one than the adverts (`dev`). */
  readonly #arp: ReadonlyMap<string, PacketSocket>;

  /** Opens the sockets. Throws ERR_NET_INTERFACE, ERR_NET_PERMISSION. */
  constructor(instance: VrrpInstance, netlink: Netlink) {
    this.name = instance.interfaceName;
    this.#instance = instance;
    this.#netlink = netlink;
    this.#index = interfaceIndex(this.name);
    const [interfaceName, index] = [this.name, this.#index];
    this.#raw = openRawSocket({
      interfaceName,
      interfaceIndex: index,
      protocol: vrrpProtocol,
      group: vrrpGroup,
    });
    const devices = new Set(instance.virtualAddresses.map((address) => address.device ?? this.name));
    // Ether type 0: it only sends, and nothing is queued for it.
    this.#arp = new Map(
      [...devices].map((device) => [device, openPacketSocket({ interfaceName: device, etherType: 0 })]),
    );
  }

  /** Asks the kernel. The first address of the interface that is not virtual is the primary one. */
  condition(): Condition {
    const linkUp = this.#link(this.name)?.up ?? false;
    const virtual = new Set(this.#instance.virtualAddresses.map(({ address }) => address));
    const own = this.#netlink
      .addresses()
      .find((known) => known.interfaceIndex === this.#index && !virtual.has(known.address));
    return own === undefined ? { linkUp } : { linkUp, primaryAddress: own.address };
  }

  onReadable(listener: () => void): Disposable {
    return this.#raw.onReadable(listener);
  }

  receive(): Uint8Array | undefined {
    return this.#raw.receive();
  }

  sendAdvert(priority: number, primaryAddress: string | undefined): void {
    if (primaryAddress === undefined) return;
    this.#raw.send(advertBytes(this.#instance, priority), primaryAddress);
  }

  addAddresses(): void {
    for (const address of this.#instance.virtualAddresses) this.#netlink.addAddress(this.#request(address));
  }

  removeAddresses(): void {
    for (const address of this.#instance.virtualAddresses)
      this.#netlink.removeAddress(this.#request(address));
  }

  /** Gratuitous ARP for every address; `tell` gets the original's log lines. */
  announce(tell: (line: string) => void): void {
    for (const { address, device = this.name } of this.#instance.virtualAddresses) {
      const mac = this.#link(device)?.mac ?? "";
      if (mac === "") continue;
      tell(`(${this.#instance.name}) Sending/queueing gratuitous ARPs on ${device} for ${address}`);
      const frame = gratuitousArp(mac, address);
      for (let count = 0; count < announceRepeat; count++) this.#arp.get(device)?.send(frame);
    }
  }

  [Symbol.dispose](): void {
    this.#raw[Symbol.dispose]();
    for (const socket of this.#arp.values()) socket[Symbol.dispose]();
  }

  #link(name: string): LinkInfo | undefined {
    return this.#netlink.links().find((link) => link.name === name);
  }

  #request(address: VirtualAddress): AddressRequest {
    const { device, ...rest } = address;
    return { ...rest, interfaceIndex: device === undefined ? this.#index : interfaceIndex(device) };
  }
}
