import type { Family } from "../../../base/family.ts";
import {
  acceptPacket,
  countPacket,
  dropPacket,
  type Expression,
  isEqual,
  isMember,
  loadPacket,
  loadTransport,
  loadTransportProtocol,
} from "../../../net/nftables-expression.ts";
import type { NftChange } from "../../../net/nftables-message.ts";

/** How the table is to be: `nftables…` of global_defs. */
export interface FirewallSettings {
  readonly table?: string;
  readonly priority?: number;
  readonly counters?: true;
}

export const usualTable = "keepalived";
export const addressSet = "vips";
/** Just before nft's own "filter". */
const usualPriority = -1;
const icmpV6 = 58;
/** RFC 4861 §4: without these nobody finds the address. */
const neighbourDiscovery = [135, 136] as const;
/** Where a packet says where it comes from and where it goes. */
const places = {
  4: { source: 12, destination: 16, bytes: 4, key: "address4" },
  6: { source: 8, destination: 24, bytes: 16, key: "address6" },
} as const;

/**
 * As the original makes it (observed; for IPv6 in fewer chains), `ip` or `ip6`:
 * ```
 * table ip keepalived {
 *   set vips { type ipv4_addr; }
 *   chain out { type filter hook output priority filter - 1; ip saddr @vips drop }
 *   chain in { type filter hook input priority filter - 1; ip daddr @vips drop }
 * }
 * ```
 */
export function firewallTable(family: Family, settings: FirewallSettings): readonly NftChange[] {
  const { table = usualTable, priority = usualPriority } = settings;
  const { key } = places[family];
  const chain = (name: string, hook: "input" | "output"): NftChange[] => [
    { kind: "add-base-chain", table, chain: name, hook, priority },
    ...rules(family, hook, settings).map(
      (expressions): NftChange => ({ kind: "add-rule", table, chain: name, expressions }),
    ),
  ];
  return [
    { kind: "add-table", table },
    { kind: "add-set", table, set: addressSet, key },
    ...chain("out", "output"),
    ...chain("in", "input"),
  ];
}

function rules(
  family: Family,
  hook: "input" | "output",
  { counters }: FirewallSettings,
): readonly (readonly Expression[])[] {
  const { source, destination, bytes } = places[family];
  const drop = [
    loadPacket(1, hook === "input" ? destination : source, bytes),
    isMember(1, addressSet),
    ...(counters ? [countPacket] : []),
    dropPacket,
  ];
  const passed = neighbourDiscovery.map((type) => [
    loadTransportProtocol(1),
    isEqual(1, Uint8Array.of(icmpV6)),
    loadTransport(1, 0, 1),
    isEqual(1, Uint8Array.of(type)),
    acceptPacket,
  ]);
  return family === 6 ? [...passed, drop] : [drop];
}
