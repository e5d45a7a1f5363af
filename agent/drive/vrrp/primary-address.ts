import { familyOf, isLinkLocal } from "../../base/family.ts";
import type { KeepalivedConfig, VrrpInstance } from "../../config/keepalived/config.ts";
import type { AddressInfo } from "../../net/netlink-message.ts";

/** The addresses that this daemon sets, of all instances. */
export interface OwnAddresses {
  readonly virtual: ReadonlySet<string>;
  /** `static_ipaddress`. */
  readonly fixed: ReadonlySet<string>;
}

export function ownAddresses({ instances, statics }: KeepalivedConfig): OwnAddresses {
  const virtual = instances.flatMap(({ virtualAddresses, excludedAddresses }) => [
    ...virtualAddresses,
    ...excludedAddresses,
  ]);
  return { virtual: setOf(virtual), fixed: setOf(statics?.addresses ?? []) };
}

function setOf(addresses: readonly { readonly address: string }[]): ReadonlySet<string> {
  return new Set(addresses.map(({ address }) => address));
}

/**
 * Where adverts come from: the address of the file, else the first one of the interface that is not virtual; over IPv6 it
 * is link-local (RFC 9568 §5.1.2.1). The original has chosen before it sets static addresses, and those of scope link
 * come first in the kernel's list.
 */
export function primaryAddress(
  { source, family }: Pick<VrrpInstance, "source" | "family">,
  ofInterface: readonly AddressInfo[],
  { virtual, fixed }: OwnAddresses,
): string | undefined {
  const usable = ofInterface.filter((one) => !one.tentative && familyOf(one.address) === family);
  const addresses = usable.map(({ address }) => address);
  if (source !== undefined) return addresses.find((address) => address === source);
  const suiting = addresses.filter(
    (address) => !virtual.has(address) && (family === 4 || isLinkLocal(address)),
  );
  return suiting.find((address) => !fixed.has(address)) ?? suiting[0];
}
