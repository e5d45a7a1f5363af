import type { VrrpInstance } from "../../config/keepalived/config.ts";
import type { Netlink } from "../../net/netlink.ts";
import {
  findInterfaceIndex,
  interfaceIndex,
  openPacketSocket,
  type PacketSocket,
} from "../../net/packet-socket.ts";
import type { RawSocket } from "../../net/raw-socket.ts";
import { openAdvertSocket } from "./advert-socket.ts";
import { deviceOf } from "./device.ts";
import type { UndoList } from "./guardian/undo.ts";
import { openVirtualMac } from "./virtual-mac.ts";

/** The sockets of one instance, and the interface of its virtual MAC: they belong to interfaces by number, and end with them. */
export interface VrrpSockets extends Disposable {
  /** Adverts. */
  readonly raw: RawSocket;
  /** What announces addresses, by name of the interface: an address may have another one than the adverts (`dev`). */
  readonly links: ReadonlyMap<string, PacketSocket>;
  /** The numbers of the interfaces when the sockets were opened, by name. */
  readonly indices: ReadonlyMap<string, number>;
  /** The interface of the virtual MAC, and the one below. */
  readonly made?: { readonly name: string; readonly below: string };
}

/** Opens them. Throws ERR_NET_INTERFACE, ERR_NET_PERMISSION; then nothing stays open. */
export function openVrrpSockets(instance: VrrpInstance, netlink: Netlink, undoList: UndoList): VrrpSockets {
  using opened = new DisposableStack();
  const { interfaceName, virtualAddresses, excludedAddresses, virtualMac } = instance;
  if (virtualMac !== undefined) opened.use(openVirtualMac(instance, virtualMac, { netlink, undoList }));
  const addresses = [...virtualAddresses, ...excludedAddresses];
  const devices = new Set(addresses.map((address) => deviceOf(instance, address)));
  const names = [...new Set([interfaceName, ...(virtualMac ? [virtualMac.name] : []), ...devices])];
  const indices = new Map(names.map((name) => [name, interfaceIndex(name)]));
  const mac = netlink.links().find(({ name }) => name === interfaceName)?.mac ?? "";
  const base = { interfaceIndex: indices.get(interfaceName) ?? 0, mac };
  const raw = opened.use(openAdvertSocket(instance, base));
  // Ether type 0: it only sends, and nothing is queued for it.
  const openLink = (device: string) => opened.use(openPacketSocket({ interfaceName: device, etherType: 0 }));
  const links = new Map([...devices].map((device) => [device, openLink(device)]));
  const owned = opened.move();
  const made = virtualMac && { made: { name: virtualMac.name, below: interfaceName } };
  return { raw, links, indices, ...made, [Symbol.dispose]: () => owned.dispose() };
}

/** Whether an interface of the name is now another one: it was deleted and made again, or has to be. */
export function interfacesReplaced({ indices, made }: VrrpSockets): boolean {
  const exists = (name: string) => findInterfaceIndex(name) !== undefined;
  if (made !== undefined && !exists(made.name) && exists(made.below)) return true;
  return [...indices].some(([name, index]) => (findInterfaceIndex(name) ?? index) !== index);
}
