import type { ParsedKeepalived } from "../../config/keepalived/parse.ts";
import type { Report } from "../../config/keepalived/report.ts";
import { openNetlink } from "../../net/netlink.ts";

/** Names of `use_vmac` that other interfaces of this machine have. */
export function checkVirtualMacs({ config, places }: ParsedKeepalived, report: Report): void {
  const instances = config.instances.filter(({ virtualMac }) => virtualMac !== undefined);
  if (instances.length === 0) return;
  using netlink = openNetlink();
  const links = netlink.links();
  for (const { name, virtualMac } of instances) {
    const taken = links.find((link) => link.name === virtualMac?.name);
    const at = places.instances.get(name)?.interfaceName;
    if (taken === undefined || taken.isPrivate || at === undefined) continue;
    const text = {
      fr: `use_vmac : l'interface ${taken.name} existe déjà, et n'est pas un macvlan privé. keepalived ignore ce nom ; cette commande ne démarre pas. Donnez-en un autre.`,
      en: `use_vmac: the interface ${taken.name} exists already, and is no private macvlan. keepalived ignores this name; this command does not start. Give another.`,
    };
    report.fatal(at, "ERR_CONFIG_VALUE", text, 5);
  }
}
