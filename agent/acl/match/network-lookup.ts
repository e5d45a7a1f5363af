import { type Address, isInside, type Network } from "../address.ts";

/** So many networks are gone through one by one. */
const few = 4;

/** The networks of one mask, by their address. */
interface Group {
  readonly family: 4 | 6;
  readonly mask: number | bigint;
  readonly places: Map<number | bigint, number>;
}

/** The narrowest of the networks that an address lies in; −1: none. One look for each mask that there is. */
export function networkLookup(networks: readonly Network[]): (address: Address) => number {
  const groups = groupsOf(networks);
  if (networks.length <= few) return (address) => first(networks, address, groups);
  return (address) => {
    for (const { family, mask, places } of groups) {
      const bits = bitsIn(address, family);
      if (bits === undefined) continue;
      const place = places.get(masked(bits, mask));
      if (place !== undefined) return place;
    }
    return -1;
  };
}

/** Of a few the first that holds is enough, unless a narrower one may stand behind it. */
function first(networks: readonly Network[], address: Address, groups: readonly Group[]): number {
  if (groups.length < 2) return networks.findIndex((network) => isInside(address, network));
  const inside = networks.filter((network) => isInside(address, network));
  inside.sort((left, right) => (BigInt(left.mask.bits) < BigInt(right.mask.bits) ? 1 : -1));
  return inside[0] ? networks.indexOf(inside[0]) : -1;
}

/** The narrowest masks first. */
function groupsOf(networks: readonly Network[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const [index, { address, mask }] of networks.entries()) {
    const key = `${address.family}/${mask.bits}`;
    const group = groups.get(key) ?? { family: address.family, mask: mask.bits, places: new Map() };
    groups.set(key, group);
    const bits = masked(address.bits, mask.bits);
    if (!group.places.has(bits)) group.places.set(bits, index);
  }
  return [...groups.values()].sort((left, right) => (BigInt(left.mask) < BigInt(right.mask) ? 1 : -1));
}

function masked(bits: number | bigint, mask: number | bigint): number | bigint {
  if (typeof bits === "number") return (bits & Number(mask)) >>> 0;
  return bits & BigInt(mask);
}

/** An IPv4 address lies in IPv6 networks as a mapped one, and the other way round. */
function bitsIn({ family, bits }: Address, wanted: 4 | 6): number | bigint | undefined {
  if (family === wanted) return bits;
  if (wanted === 6) return 0xffff_0000_0000n | BigInt(bits);
  const wide = BigInt(bits);
  return wide >> 32n === 0xffffn ? Number(wide & 0xffff_ffffn) : undefined;
}
