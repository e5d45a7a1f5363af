import { isDeepStrictEqual } from "node:util";
import type { VirtualAddress, VrrpInstance } from "../../config/keepalived/config.ts";
import { routerKey } from "../../config/keepalived/router-key.ts";
import type { Netlink } from "../../net/netlink.ts";
import type { LinkInfo } from "../../net/netlink-link.ts";
import type { AddressRequest } from "../../net/netlink-message.ts";
import { advertBytes } from "../../vrrp/advert.ts";
import { groupOf } from "../../vrrp/family.ts";
import type { VrrpPacket } from "../../vrrp/state.ts";
import { tryAll } from "../try-all.ts";
import { Announcer } from "./announcer.ts";
import { deviceOf } from "./device.ts";
import type { Undo, UndoList } from "./guardian/undo.ts";
import type { Holding, Lease } from "./lease/keeper.ts";
import { type OwnAddresses, primaryAddress } from "./primary-address.ts";
import { interfacesReplaced, openVrrpSockets, type VrrpSockets } from "./socket.ts";
import { silence } from "./virtual-mac.ts";
import type { Condition, VrrpWire } from "./wire.ts";

export interface VrrpInterfaceOptions {
  readonly instance: VrrpInstance;
  readonly netlink: Netlink;
  /** None of the virtual ones can be the address that adverts come from. */
  readonly own: () => OwnAddresses;
  /** Learns which addresses stand on the interface. */
  readonly undoList: UndoList;
  /** Lets them answer for as long as the daemon is awake. */
  readonly lease: Lease;
}

let opened = 0;

/** What one instance does on a real network: adverts, addresses, gratuitous ARP, neighbour advertisements. */
export class VrrpInterface implements VrrpWire, Disposable {
  readonly name: string;
  readonly #instance: VrrpInstance;
  readonly #netlink: Netlink;
  readonly #own: () => OwnAddresses;
  readonly #undoList: UndoList;
  readonly #lease: Lease;
  readonly #addresses: readonly VirtualAddress[];
  readonly #set = new Set<VirtualAddress>();
  readonly #announcer: Announcer;
  /** Of this object: another one of the same instance may be there already when this one goes. */
  readonly #undoKey = `addresses ${++opened}`;
  #sockets: VrrpSockets;
  #listener: () => void = () => {};

  /** Opens the sockets. Throws ERR_NET_INTERFACE, ERR_NET_PERMISSION. */
  constructor({ instance, netlink, own, undoList, lease }: VrrpInterfaceOptions) {
    this.name = instance.interfaceName;
    this.#instance = instance;
    this.#addresses = [...instance.virtualAddresses, ...instance.excludedAddresses].map((address) => ({
      ...address,
      device: deviceOf(instance, address),
    }));
    this.#netlink = netlink;
    this.#own = own;
    this.#undoList = undoList;
    this.#lease = lease;
    this.#sockets = this.#openSockets();
    this.#prepare();
    this.#announcer = new Announcer(instance, {
      macOf: (device) => this.#link(device)?.mac ?? "",
      send: (device, frame) => this.#sockets.links.get(device)?.send(frame),
    });
  }

  /** Asks the kernel. */
  condition(): Condition {
    const { virtualMac } = this.#instance;
    const links = [this.name, ...(virtualMac === undefined ? [] : [virtualMac.name])];
    const linkUp = links.every((name) => this.#link(name)?.up);
    const index = this.#index(this.name);
    const there = this.#netlink.addresses().filter((one) => one.interfaceIndex === index);
    const address = primaryAddress(this.#instance, there, this.#own());
    return address === undefined ? { linkUp } : { linkUp, primaryAddress: address };
  }

  lostAddresses(): readonly string[] {
    if (this.#set.size === 0) return [];
    const known = this.#netlink.addresses();
    const isThere = ({ address, device = this.name }: VirtualAddress) =>
      known.some((one) => one.address === address && one.interfaceIndex === this.#index(device));
    const lost = [...this.#set].filter((address) => !address.untracked && !isThere(address));
    for (const address of lost) this.#set.delete(address);
    return lost.map(({ address }) => address);
  }

  replaced(): boolean {
    return interfacesReplaced(this.#sockets);
  }

  reopen(): void {
    const sockets = this.#openSockets();
    this.#sockets[Symbol.dispose]();
    this.#sockets = sockets;
    this.#lease.expect(this.#holding.devices);
    sockets.raw.onReadable(this.#listener);
  }

  onReadable(listener: () => void): void {
    this.#listener = listener;
    this.#sockets.raw.onReadable(listener);
  }

  receive(): VrrpPacket | undefined {
    return this.#sockets.raw.receive();
  }

  sendAdvert(priority: number, primaryAddress: string | undefined): void {
    if (primaryAddress === undefined) return;
    const peers = this.#instance.unicast?.peers.map(({ address }) => address) ?? [groupOf(this.#instance)];
    tryAll(peers, (destination) => {
      const path = { source: primaryAddress, destination };
      this.#sockets.raw.send(advertBytes(this.#instance, priority, path), path);
    });
  }

  addAddresses(): void {
    this.#lease.hold(routerKey(this.#instance), this.#holding);
    tryAll(this.#addresses, (address) => {
      this.#netlink.addAddress(this.#request(address));
      this.#set.add(address);
    });
  }

  removeAddresses(): void {
    this.#announcer[Symbol.dispose]();
    const { virtualMac, family } = this.#instance;
    if (virtualMac !== undefined && family === 6 && this.#set.size > 0)
      silence(virtualMac.name, this.#netlink);
    this.#set.clear();
    tryAll(this.#addresses, (address) => this.#netlink.removeAddress(this.#request(address)));
    this.#lease.release(routerKey(this.#instance));
  }

  handOver(next: VrrpInterface): void {
    const stale = this.#addresses.filter(
      (address) => !next.#addresses.some((other) => isDeepStrictEqual(address, other)),
    );
    tryAll(stale, (address) => this.#netlink.removeAddress(this.#request(address)));
  }

  linked(names: readonly string[]): ReadonlySet<string> {
    const up = this.#netlink.links().filter((link) => link.up && names.includes(link.name));
    return new Set(up.map(({ name }) => name));
  }

  announce(repeat: number, tell: (line: string) => void): void {
    this.#announcer.announce(this.#addresses, repeat, tell);
  }

  announceElsewhere(tell: (line: string) => void): void {
    this.#announcer.announceElsewhere(this.#addresses, tell);
  }

  [Symbol.dispose](): void {
    this.#undoList.set(this.#undoKey, []);
    this.#announcer[Symbol.dispose]();
    this.#sockets[Symbol.dispose]();
  }

  #openSockets(): VrrpSockets {
    return openVrrpSockets(this.#instance, this.#netlink, this.#undoList);
  }

  get #holding(): Holding {
    const addresses = this.#addresses.map(({ address }) => address);
    const names = new Set([this.name, ...this.#addresses.map(({ device = this.name }) => device)]);
    return { addresses, devices: [...names].map((name) => ({ name, index: this.#index(name) })) };
  }

  /** What can be done before every millisecond counts. To remove an address that is not there does no harm. */
  #prepare(): void {
    this.#undoList.set(this.#undoKey, this.#addresses.map(this.#removal, this));
    this.#lease.expect(this.#holding.devices);
  }

  #removal({ address, prefixLength, device = this.name }: VirtualAddress): Undo {
    return { kind: "ip", words: ["address", "del", `${address}/${prefixLength}`, "dev", device] };
  }

  #link(name: string): LinkInfo | undefined {
    return this.#netlink.links().find((link) => link.name === name);
  }

  #index(name: string): number {
    return this.#sockets.indices.get(name) ?? 0;
  }

  #request({ device = this.name, untracked: _, ...rest }: VirtualAddress): AddressRequest {
    return { ...rest, interfaceIndex: this.#index(device) };
  }
}
