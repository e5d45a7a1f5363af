import type { VirtualAddress, VrrpInstance } from "../../agent/config/keepalived/config.ts";
import type { VrrpDriverOptions } from "../../agent/drive/vrrp/driver.ts";
import { broadcastMac } from "../../agent/net/arp.ts";
import { advertBytes } from "../../agent/vrrp/advert.ts";
import { groupOf } from "../../agent/vrrp/family.ts";
import { vrrpTtl } from "../../agent/vrrp/packet.ts";
import type { VrrpPacket } from "../../agent/vrrp/state.ts";
import type { SimInterface } from "./interface.ts";
import type { SimLease } from "./lease.ts";
import type { SimProcess } from "./process.ts";

type VrrpWire = VrrpDriverOptions["wire"];

/** So many small packets fit into a raw socket's buffer of 212,992 bytes; the rest is lost. */
const socketPackets = 256;

/** The daemon of which a wire is a part. */
export interface WireHost {
  readonly process: SimProcess;
  /** An advert leaves. */
  readonly sent: () => void;
  readonly lease: SimLease;
}

/** What one instance does on the simulated network. */
export class SimWire implements VrrpWire, Disposable {
  readonly name: string;
  readonly #instance: VrrpInstance;
  readonly #interface: SimInterface | undefined;
  readonly #interfaces: ReadonlyMap<string, SimInterface>;
  readonly #host: WireHost;
  readonly #addresses: readonly VirtualAddress[];
  readonly #set = new Set<string>();
  readonly #bytes = new Map<string, Uint8Array>();
  #queue: VrrpPacket[] = [];
  #readable = () => {};

  /** An interface that the node lacks has no link. */
  constructor(instance: VrrpInstance, interfaces: ReadonlyMap<string, SimInterface>, host: WireHost) {
    this.name = instance.interfaceName;
    this.#instance = instance;
    this.#interfaces = interfaces;
    this.#interface = interfaces.get(this.name);
    this.#host = host;
    this.#addresses = [...instance.virtualAddresses, ...instance.excludedAddresses];
    this.#interface?.vrrpListeners.add(this.#arrived);
  }

  condition(): ReturnType<VrrpWire["condition"]> {
    const { linkUp = false, address, linkLocal } = this.#interface ?? {};
    const { family, source } = this.#instance;
    const primaryAddress = source ?? (family === 6 ? linkLocal : address);
    return primaryAddress === undefined ? { linkUp } : { linkUp, primaryAddress };
  }

  lostAddresses(): readonly string[] {
    const lost = [...this.#set].filter((address) => !this.#present(address));
    for (const address of lost) this.#set.delete(address);
    return lost;
  }

  replaced(): boolean {
    return false;
  }

  reopen(): void {}

  onReadable(listener: () => void): void {
    this.#readable = listener;
  }

  receive(): VrrpPacket | undefined {
    return this.#queue.shift();
  }

  linked(names: readonly string[]): ReadonlySet<string> {
    return new Set(names.filter((name) => this.#interfaces.get(name)?.linkUp === true));
  }

  sendAdvert(priority: number, primaryAddress: string | undefined): void {
    if (primaryAddress === undefined) return;
    this.#host.sent();
    const { unicast } = this.#instance;
    const ttl = unicast?.ttl ?? vrrpTtl;
    for (const destination of unicast?.peers.map(({ address }) => address) ?? [groupOf(this.#instance)]) {
      const path = { source: primaryAddress, destination };
      const payload = this.#encoded(priority, path);
      this.#interface?.sendVrrp({ ...path, ttl, payload }, unicast === undefined);
    }
  }

  addAddresses(): void {
    this.#host.lease.hold();
    for (const { address, device = this.name } of this.#addresses) {
      this.#set.add(address);
      this.#interfaces.get(device)?.add(address);
    }
  }

  removeAddresses(): void {
    this.#set.clear();
    for (const { address, device = this.name } of this.#addresses)
      this.#interfaces.get(device)?.remove(address);
  }

  handOver(): void {
    throw new Error("the simulator reads no second file");
  }

  /** Virtual addresses that are set, with their interfaces. */
  *set(): Iterable<readonly [SimInterface, string]> {
    for (const { address, device = this.name } of this.#addresses) {
      const at = this.#interfaces.get(device);
      if (at !== undefined && this.#set.has(address)) yield [at, address];
    }
  }

  /** No switch forgets anything here. */
  announceElsewhere(): void {}

  announce(repeat: number): void {
    for (const { address, device = this.name } of this.#addresses) {
      const at = this.#interfaces.get(device);
      if (at === undefined || address.includes(":")) continue;
      const { mac, segment } = at;
      const arp = {
        operation: "request",
        senderMac: mac,
        senderIp: address,
        targetMac: broadcastMac,
        targetIp: address,
      } as const;
      for (let count = 0; count < repeat; count++) segment.broadcast(at, { kind: "arp", arp });
    }
  }

  [Symbol.dispose](): void {
    this.#interface?.vrrpListeners.delete(this.#arrived);
  }

  /** The kernel keeps it for the socket; the process is told as soon as it runs. */
  readonly #arrived = (packet: VrrpPacket): void => {
    if (this.#queue.length >= socketPackets) return;
    this.#queue.push(packet);
    if (this.#queue.length === 1) this.#host.process.wake(() => this.#readable());
  };

  #present(address: string): boolean {
    return [...this.#interfaces.values()].some(({ virtual }) => virtual.has(address));
  }

  /** An instance says the same thing all day. */
  #encoded(priority: number, path: { readonly source: string; readonly destination: string }): Uint8Array {
    const key = `${priority} ${path.source} ${path.destination}`;
    const known = this.#bytes.get(key);
    if (known !== undefined) return known;
    const bytes = advertBytes(this.#instance, priority, path);
    this.#bytes.set(key, bytes);
    return bytes;
  }
}
