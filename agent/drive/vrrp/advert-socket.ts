import type { VrrpInstance } from "../../config/keepalived/config.ts";
import { openFrameSocket } from "../../net/frame-socket.ts";
import type { LinkInfo } from "../../net/netlink-link.ts";
import { openRawSocket, type RawSocket } from "../../net/raw-socket.ts";
import { groupOf } from "../../vrrp/family.ts";
import { vrrpProtocol } from "../../vrrp/packet.ts";

/** Opens what carries the adverts of an instance on its interface. Throws ERR_NET_INTERFACE, ERR_NET_PERMISSION. */
export function openAdvertSocket(
  instance: VrrpInstance,
  { interfaceIndex, mac }: Pick<LinkInfo, "interfaceIndex" | "mac">,
): RawSocket {
  const { family, interfaceName, unicast, virtualMac } = instance;
  const group = groupOf(instance);
  if (virtualMac !== undefined && unicast === undefined) {
    // A macvlan takes for itself what comes from its own MAC, so that the other's adverts arrive nowhere else.
    const sendsOn = virtualMac.sendsFromBase
      ? { interfaceName, mac }
      : { interfaceName: virtualMac.name, mac: virtualMac.mac };
    return openFrameSocket(family, {
      ...{ interfaceName: virtualMac.name, protocol: vrrpProtocol, group, sendsOn },
    });
  }
  const cast = unicast === undefined ? { group } : { ttl: unicast.ttl };
  return openRawSocket(family, { interfaceName, interfaceIndex, protocol: vrrpProtocol, ...cast });
}
