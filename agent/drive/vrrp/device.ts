import { familyOf } from "../../base/family.ts";
import type { VirtualAddress, VrrpInstance } from "../../config/keepalived/config.ts";

/**
 * The interface that an address is set on. With `use_vmac` that of the virtual MAC takes those of the instance's family
 * that would be on its interface, as with the original; an excluded one of the other family stays there.
 */
export function deviceOf(instance: VrrpInstance, { address, device }: VirtualAddress): string {
  const { interfaceName, virtualMac, family } = instance;
  const own = device === undefined || device === interfaceName;
  return own && virtualMac !== undefined && familyOf(address) === family
    ? virtualMac.name
    : (device ?? interfaceName);
}
