import type { Expression } from "../../../net/nftables-expression.ts";
import {
  dropPacket,
  isEqual,
  isMember,
  isNoMember,
  loadConstant,
  loadMark,
  loadPacket,
  loadProtocol,
  renewMember,
  storePacket,
} from "../../../net/nftables-expression.ts";
import type { NftChange } from "../../../net/nftables-message.ts";
import { leaseMs } from "../../../vrrp/vigil.ts";

/**
 * The rules of a lease. A set holds the addresses that this daemon owns, another one the daemon itself, for as long as
 * it renews it; what belongs to one of the addresses is dropped once the daemon is not there. In words of nft(8):
 *
 * ```
 * set lease { type mark; flags timeout, dynamic; timeout 220ms; }
 * set owned4 { type ipv4_addr; }
 * chain renew { type filter hook ingress device lo priority -500;
 *   meta mark @lease update @lease { meta mark timeout 220ms } @nh,224,8 set 1 }
 * chain in-eth0-5 { type filter hook ingress device eth0 priority -500;
 *   arp daddr ip @owned4 MARK != @lease drop … }
 * ```
 *
 * A lease that has ended cannot be renewed, only opened anew: whoever was stopped between deciding and renewing changes
 * nothing. What renews it is a packet on `lo` with the daemon's mark; it comes back with a 1 where it was renewed.
 */
export interface LeaseNames {
  /** Of the table. */
  readonly table: string;
  /** 4 bytes, in host order. */
  readonly mark: Uint8Array;
}

export const leaseSet = "lease";
export const ownedSets = { 4: "owned4", 6: "owned6" } as const;

/** Behind the IP header (20) and that of UDP (8): the only byte of a renewal. */
const renewalByte = 28;
const etherType = { ipv4: [0x08, 0x00], arp: [0x08, 0x06], ipv6: [0x86, 0xdd] } as const;
const icmpV6 = 58;
const neighbour = { solicitation: 135, advertisement: 136 } as const;

/** The table with its sets, and what renews the lease. */
export function leaseTable({ table, mark }: LeaseNames): readonly NftChange[] {
  return [
    { kind: "add-table", table },
    { kind: "add-set", table, set: leaseSet, key: "mark", timeoutMs: leaseMs },
    { kind: "add-set", table, set: ownedSets[4], key: "address4" },
    { kind: "add-set", table, set: ownedSets[6], key: "address6" },
    { kind: "add-chain", table, chain: "renew", hook: "ingress", device: "lo" },
    {
      kind: "add-rule",
      table,
      chain: "renew",
      expressions: [
        loadMark(1),
        isEqual(1, mark),
        isMember(1, leaseSet),
        renewMember(1, leaseSet, leaseMs),
        loadConstant(2, Uint8Array.of(1)),
        storePacket(2, renewalByte, 1),
      ],
    },
  ];
}

interface GatePlace {
  readonly device: string;
  readonly hook: "ingress" | "egress";
  /** The name of its chain. */
  readonly chain: string;
}

/** The gate of a device. Egress: what the addresses' sockets send after the end would turn the neighbours' tables back. */
export function deviceGate(
  { table, mark }: LeaseNames,
  { device, hook, chain }: GatePlace,
): readonly NftChange[] {
  const closed = (set: string): readonly Expression[] => [
    isMember(1, set),
    loadConstant(2, mark),
    isNoMember(2, leaseSet),
    dropPacket,
  ];
  return [
    { kind: "add-chain", table, chain, hook, device },
    ...matches[hook].map(
      ({ set, packet }): NftChange => ({
        kind: "add-rule",
        table,
        chain,
        expressions: [...packet, ...closed(set)],
      }),
    ),
  ];
}

const is = (type: readonly number[]): readonly Expression[] => [
  loadProtocol(1),
  isEqual(1, Uint8Array.from(type)),
];

/** The target of neighbour discovery: RFC 4861 §4.3, §4.4. */
const target = (type: number): readonly Expression[] => [
  ...is(etherType.ipv6),
  loadPacket(1, 6, 1),
  isEqual(1, Uint8Array.of(icmpV6)),
  loadPacket(1, 40, 1),
  isEqual(1, Uint8Array.of(type)),
  loadPacket(1, 48, 16),
];

/** Where a packet has the address that may be ours. */
const matches = {
  ingress: [
    { set: ownedSets[4], packet: [...is(etherType.arp), loadPacket(1, 24, 4)] },
    { set: ownedSets[4], packet: [...is(etherType.ipv4), loadPacket(1, 16, 4)] },
    { set: ownedSets[6], packet: [...is(etherType.ipv6), loadPacket(1, 24, 16)] },
    { set: ownedSets[6], packet: target(neighbour.solicitation) },
  ],
  egress: [
    { set: ownedSets[4], packet: [...is(etherType.arp), loadPacket(1, 14, 4)] },
    { set: ownedSets[4], packet: [...is(etherType.ipv4), loadPacket(1, 12, 4)] },
    { set: ownedSets[6], packet: [...is(etherType.ipv6), loadPacket(1, 8, 16)] },
    { set: ownedSets[6], packet: target(neighbour.advertisement) },
  ],
} as const;
