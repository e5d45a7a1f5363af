import type { VrrpInstance } from "../../config/keepalived/config.ts";
import {
  findInterfaceIndex,
  interfaceIndex,
  openPacketSocket,
  type PacketSocket,
} from "../../net/packet-socket.ts";
import { openRawSocket, type RawSocket } from "../../net/raw-socket.ts";
import { groupOf } from "../../vrrp/family.ts";
import { vrrpProtocol } from "../../vrrp/packet.ts";

/** The sockets of one instance: they belong to interfaces by number, and end with them. */
export interface VrrpSockets extends Disposable {
  /** Adverts. */
  readonly raw: RawSocket;
  /** What announces addresses, by name of the interface: an address may have another one than the adverts (`dev`). */
  readonly links: ReadonlyMap<string, PacketSocket>;
  /** The numbers of the interfaces when the sockets were opened, by name. */
  readonly indices: ReadonlyMap<string, number>;
}

/** Opens them. Throws ERR_NET_INTERFACE, ERR_NET_PERMISSION; then nothing stays open. */
export function openVrrpSockets(instance: VrrpInstance): VrrpSockets {
  using opened = new DisposableStack();
  const { interfaceName, virtualAddresses, excludedAddresses, unicast } = instance;
  const addresses = [...virtualAddresses, ...excludedAddresses];
  const devices = new Set(addresses.map(({ device }) => device ?? interfaceName));
  const names = [...new Set([interfaceName, ...devices])];
  const indices = new Map(names.map((name) => [name, interfaceIndex(name)]));
  const index = indices.get(interfaceName) ?? 0;
  const raw = opened.use(
    openRawSocket(instance.family, {
      ...{ interfaceName, interfaceIndex: index, protocol: vrrpProtocol },
      ...(unicast === undefined ? { group: groupOf(instance) } : { ttl: unicast.ttl }),
    }),
  );
  // Ether type 0: it only sends, and nothing is queued for it.
  const openLink = (device: string) => opened.use(openPacketSocket({ interfaceName: device, etherType: 0 }));
  const links = new Map([...devices].map((device) => [device, openLink(device)]));
  const owned = opened.move();
  return { raw, links, indices, [Symbol.dispose]: () => owned.dispose() };
}

/** Whether an interface of the name is now another one: it was deleted and made again. */
export function interfacesReplaced({ indices }: VrrpSockets): boolean {
  return [...indices].some(([name, index]) => (findInterfaceIndex(name) ?? index) !== index);
}
