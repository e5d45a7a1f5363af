import { existsSync, writeFileSync } from "node:fs";
import { CodedError } from "../../base/coded-error.ts";
import type { VirtualMac, VrrpInstance } from "../../config/keepalived/config.ts";
import type { Netlink } from "../../net/netlink.ts";
import type { LinkInfo } from "../../net/netlink-link.ts";
import { interfaceIndex } from "../../net/packet-socket.ts";
import type { UndoList } from "./guardian/undo.ts";
import { loosenReversePath } from "./reverse-path.ts";

/** What a macvlan needs below it: these are such interfaces themselves, and pass on no frames to a MAC of ours. */
const unsuitable = new Set(["macvlan", "macvtap", "ipvlan"]);

/** What the instances of a daemon hold together. */
interface Held {
  /** How often each interface is: a new instance may take it over from an old one of the same name. */
  readonly counts: Map<string, number>;
  reversePath?: Disposable;
}

const helds = new WeakMap<Netlink, Held>();

interface Surroundings {
  readonly netlink: Netlink;
  readonly undoList: UndoList;
}

/**
 * Makes the interface of a virtual MAC, or takes over the one that an earlier run left; disposing removes it. Throws
 * ERR_NET_INTERFACE where there can be none, with the reason.
 */
export function openVirtualMac(
  instance: VrrpInstance,
  mac: VirtualMac,
  { netlink, undoList }: Surroundings,
): Disposable {
  const base = suitableBase(instance.interfaceName, netlink);
  const held = helds.get(netlink) ?? { counts: new Map<string, number>() };
  helds.set(netlink, held);
  // Before there is an interface that must stay as it is.
  if (instance.family === 4) held.reversePath ??= loosenReversePath();
  using opened = new DisposableStack();
  const index = makeLink(mac, base, netlink, held);
  opened.use(hold(mac.name, held, { netlink, undoList }));
  configure(index, mac.name, instance, netlink);
  // Otherwise the interface below answers for the virtual addresses too, with its own MAC.
  if (instance.family === 4)
    netlink.changeLink(base.interfaceIndex, { ipv4: { arp_ignore: 1, arp_filter: 1 } });
  netlink.changeLink(index, { up: true });
  const owned = opened.move();
  return { [Symbol.dispose]: () => owned.dispose() };
}

function undoKey(name: string): string {
  return `interface ${name}`;
}

/** Takes away what is on the interface without a word on the network: a farewell (MLD) would come from the virtual MAC. */
export function silence(name: string, netlink: Netlink): void {
  const index = linkOf(name, netlink)?.interfaceIndex;
  if (index === undefined) return;
  netlink.changeLink(index, { up: false });
  netlink.changeLink(index, { up: true });
}

function suitableBase(name: string, netlink: Netlink): LinkInfo {
  interfaceIndex(name);
  const base = linkOf(name, netlink);
  if (base !== undefined && !unsuitable.has(base.kind ?? "")) return base;
  throw new CodedError("ERR_NET_INTERFACE", {
    fr: `use_vmac n'est pas possible sur ${name} : c'est déjà une interface ${base?.kind} (un réseau macvlan de Docker ?), dont tous les nœuds partagent le parent : la même adresse MAC y serait deux fois, et rien n'arriverait. Prenez un réseau bridge, un parent par nœud, ou retirez use_vmac.`,
    en: `use_vmac is not possible on ${name}: it is a ${base?.kind} interface itself (a macvlan network of Docker?), whose parent all nodes share: the same MAC would be there twice, and nothing would arrive. Take a bridge network or a parent for each node, or remove use_vmac.`,
  });
}

function makeLink({ name, mac }: VirtualMac, base: LinkInfo, netlink: Netlink, held: Held): number {
  const left = linkOf(name, netlink);
  refuseSecond(name, mac, base, netlink);
  if (left === undefined) {
    netlink.addVirtualLink({ name, mac, parentIndex: base.interfaceIndex });
    return linkOf(name, netlink)?.interfaceIndex ?? 0;
  }
  if (left.kind !== "macvlan" || !left.isPrivate || left.parentIndex !== base.interfaceIndex) {
    throw new CodedError("ERR_NET_INTERFACE", {
      fr: `use_vmac : l'interface ${name} existe déjà, et n'est pas un macvlan privé de ${base.name}. Donnez un autre nom (use_vmac NOM), ou supprimez-la.`,
      en: `use_vmac: the interface ${name} exists already and is no private macvlan of ${base.name}. Give another name (use_vmac NAME), or delete it.`,
    });
  }
  if (!held.counts.has(name)) netlink.changeLink(left.interfaceIndex, { up: false });
  else if (left.mac !== mac)
    throw new CodedError("ERR_NET_INTERFACE", {
      fr: `use_vmac : ${name} est en service avec l'adresse MAC ${left.mac}. Arrêtez puis relancez le service pour lui donner ${mac}.`,
      en: `use_vmac: ${name} is in use with the MAC ${left.mac}. Stop and start the service to give it ${mac}.`,
    });
  if (left.mac !== mac) netlink.changeLink(left.interfaceIndex, { mac });
  return left.interfaceIndex;
}

/** A MAC can be only once on an interface, and one that is in use must not change below its instance. */
function refuseSecond(name: string, mac: string, base: LinkInfo, netlink: Netlink): void {
  const other = netlink
    .links()
    .find((link) => link.parentIndex === base.interfaceIndex && link.mac === mac && link.name !== name);
  if (other?.kind !== "macvlan") return;
  throw new CodedError("ERR_NET_INTERFACE", {
    fr: `use_vmac : sur ${base.name}, ${other.name} a déjà l'adresse MAC ${mac}, que ${name} devrait avoir. Donnez-lui ce nom (use_vmac ${other.name}), ou arrêtez puis relancez le service : sans arrêt, une interface virtuelle ne change pas de nom.`,
    en: `use_vmac: on ${base.name}, ${other.name} has the MAC ${mac} already that ${name} should have. Give it this name (use_vmac ${other.name}), or stop and start the service: without a stop, a virtual interface does not change its name.`,
  });
}

/** As the original sets it; besides, no router is asked for an address of our own there. */
function configure(index: number, name: string, { family }: VrrpInstance, netlink: Netlink): void {
  if (family === 4) {
    const ipv4 = { arp_ignore: 1, accept_local: 1, rp_filter: 0, promote_secondaries: 1 };
    netlink.changeLink(index, { ipv4 });
  }
  const settings = `/proc/sys/net/ipv6/conf/${name}`;
  if (!existsSync(settings)) return;
  netlink.changeLink(index, { withoutOwnIpv6: true });
  try {
    writeFileSync(`${settings}/accept_ra`, "0");
  } catch {
    // A container without the right to: without an address of its own the interface asks nobody before it is master.
  }
}

function hold(name: string, held: Held, { netlink, undoList }: Surroundings): Disposable {
  const { counts } = held;
  counts.set(name, (counts.get(name) ?? 0) + 1);
  undoList.set(undoKey(name), [{ kind: "ip", words: ["link", "del", name] }]);
  let open = true;
  return {
    [Symbol.dispose]() {
      if (!open) return;
      open = false;
      const left = (counts.get(name) ?? 0) - 1;
      counts.set(name, left);
      if (left > 0) return;
      counts.delete(name);
      const link = linkOf(name, netlink);
      if (link !== undefined) netlink.removeLink(link.interfaceIndex);
      undoList.set(undoKey(name), []);
      if (counts.size > 0) return;
      held.reversePath?.[Symbol.dispose]();
      delete held.reversePath;
    },
  };
}

function linkOf(name: string, netlink: Netlink): LinkInfo | undefined {
  return netlink.links().find((link) => link.name === name);
}
