import { families, familyOf, parseAddress } from "../base/family.ts";
import { encodeAttribute, encodeMessage } from "./netlink-codec.ts";

/** rtnetlink(7): message types, and the flags of a request. */
const messageType = { newRoute: 24, delRoute: 25, newRule: 32, delRule: 33 } as const;
const flag = { request: 0x1, ack: 0x4, exclusive: 0x200, create: 0x400, append: 0x800 } as const;
const familyNumbers = { 4: 2, 6: 10 } as const;
/** `RTN_…` and `RT_SCOPE_…` of rtnetlink.h. */
const types = {
  unicast: 1,
  local: 2,
  broadcast: 3,
  multicast: 5,
  blackhole: 6,
  unreachable: 7,
  prohibit: 8,
  throw: 9,
};
const scopes = { global: 0, site: 200, link: 253, host: 254, nowhere: 255 } as const;
/** `RTA_…`. */
const route = {
  to: 1,
  device: 4,
  gateway: 5,
  priority: 6,
  source: 7,
  metrics: 8,
  nextHops: 9,
  realms: 11,
  table: 15,
};
/** `RTAX_…`, with what a unit is in the kernel's. */
const metric = {
  mtu: [2, 1],
  window: [3, 1],
  rttMs: [4, 8],
  rttvarMs: [5, 4],
  ssthresh: [6, 1],
  cwnd: [7, 1],
  advmss: [8, 1],
  reordering: [9, 1],
  hoplimit: [10, 1],
  initcwnd: [11, 1],
  rtoMinMs: [13, 1],
  initrwnd: [14, 1],
  quickack: [15, 1],
  fastopenNoCookie: [17, 1],
} as const;
const metricLock = 1;
const metricFeatures = 12;
const metricCongctl = 16;
/** `RTNH_F_ONLINK`, `FIB_RULE_INVERT`. */
const onlinkFlag = 4;
const invertFlag = 2;
const mainTable = 254;
/** A table above 255 stands in its attribute only. */
const otherTable = 0;
/** `FR_ACT_…` and `FRA_…` of fib_rules.h. */
const ruleActions = { table: 1, goto: 2, blackhole: 6, unreachable: 7, prohibit: 8 } as const;
const rule = {
  ...{ to: 1, from: 2, incoming: 3, target: 4, preference: 6, mark: 10, realms: 11, suppress: 14, table: 15 },
  ...{
    mask: 16,
    outgoing: 17,
    users: 20,
    protocol: 21,
    ipProtocol: 22,
    sourcePorts: 23,
    destinationPorts: 24,
  },
} as const;

interface Prefix {
  readonly address: string;
  readonly prefixLength: number;
}

/** A route to set or remove, devices by their index: `Route` of keepalived.conf, looked up. */
export interface RouteRequest {
  readonly to: Prefix;
  readonly type: keyof typeof types;
  readonly interfaceIndex?: number;
  readonly gateway?: string;
  readonly source?: string;
  readonly table?: number;
  readonly scope?: keyof typeof scopes;
  readonly protocol?: number;
  readonly priority?: number;
  readonly tos?: number;
  readonly realms?: number;
  readonly onlink?: true;
  readonly place?: "append" | "add";
  readonly metrics?: Readonly<Partial<Record<keyof typeof metric, number>>> & {
    readonly lock?: readonly (keyof typeof metric)[];
    readonly congctl?: string;
    readonly ecn?: boolean;
  };
  readonly nextHops?: readonly NextHopRequest[];
}

interface NextHopRequest {
  readonly interfaceIndex?: number;
  readonly gateway?: string;
  readonly weight: number;
  readonly onlink?: true;
}

export interface RuleRequest {
  readonly family: 4 | 6;
  readonly action: keyof typeof ruleActions;
  readonly preference: number;
  readonly protocol: number;
  readonly table?: number;
  readonly target?: number;
  readonly from?: Prefix;
  readonly to?: Prefix;
  readonly inverted?: true;
  readonly incoming?: string;
  readonly outgoing?: string;
  readonly mark?: { readonly value: number; readonly mask?: number };
  readonly realms?: number;
  readonly tos?: number;
  readonly suppressPrefixLength?: number;
  readonly users?: readonly [number, number];
  readonly ipProtocol?: number;
  readonly sourcePorts?: readonly [number, number];
  readonly destinationPorts?: readonly [number, number];
}

/** What a route is set by when the file does not say it: rt_protos. */
const keepalivedProtocol = 18;

/**
 * RTM_NEWROUTE or RTM_DELROUTE: `struct rtmsg`, then attributes. `exclusive`: refused with EEXIST where the same
 * destination has a route already.
 */
export function encodeRoute(
  action: "set" | "exclusive" | "remove",
  request: RouteRequest,
  sequence: number,
): Uint8Array {
  const { to, tos = 0, table = mainTable, protocol = keepalivedProtocol } = request;
  const body = new Uint8Array(12);
  const scope = action === "remove" && request.scope === undefined ? "nowhere" : (request.scope ?? "global");
  body.set([familyNumbers[familyOf(to.address)], to.prefixLength, 0, tos]);
  body.set([table < 256 ? table : otherTable, protocol, scopes[scope], types[request.type]], 4);
  if (request.onlink) new DataView(body.buffer).setUint32(8, onlinkFlag, true);
  const type = action === "remove" ? messageType.delRoute : messageType.newRoute;
  return encodeMessage(type, flagsOf(action, request.place), sequence, [body, ...routeAttributes(request)]);
}

function flagsOf(action: "set" | "exclusive" | "remove", place?: "append" | "add"): number {
  const base = flag.request | flag.ack;
  if (action === "remove") return base;
  if (action === "exclusive" || place === "add") return base | flag.create | flag.exclusive;
  return base | flag.create | (place === "append" ? flag.append : 0);
}

function routeAttributes(request: RouteRequest): readonly Uint8Array[] {
  const { to, interfaceIndex, gateway, source, priority, realms, metrics, nextHops } = request;
  return [
    encodeAttribute(route.to, bytesOf(to.address)),
    encodeAttribute(route.table, numbers(request.table ?? mainTable)),
    ...optional(route.device, interfaceIndex, numbers),
    ...optional(route.gateway, gateway, bytesOf),
    ...optional(route.source, source, bytesOf),
    ...optional(route.priority, priority, numbers),
    ...optional(route.realms, realms, numbers),
    ...optional(route.metrics, metrics, encodeMetrics),
    ...optional(route.nextHops, nextHops, (hops) => join(hops.map(encodeNextHop))),
  ];
}

function encodeMetrics(metrics: NonNullable<RouteRequest["metrics"]>): Uint8Array {
  const parts = Object.entries(metric).flatMap(([name, [type, unit]]) => {
    const value = metrics[name as keyof typeof metric];
    return value === undefined ? [] : [encodeAttribute(type, numbers(value * unit))];
  });
  const locks = (metrics.lock ?? []).reduce((sum, name) => sum | (1 << metric[name][0]), 0);
  if (locks !== 0) parts.unshift(encodeAttribute(metricLock, numbers(locks)));
  if (metrics.ecn) parts.push(encodeAttribute(metricFeatures, numbers(1)));
  if (metrics.congctl !== undefined) parts.push(encodeAttribute(metricCongctl, text(metrics.congctl)));
  return join(parts);
}

/** `struct rtnexthop`: length (2), flags (1), weight − 1 (1), interface (4), then attributes. */
function encodeNextHop({ interfaceIndex = 0, gateway, weight, onlink }: NextHopRequest): Uint8Array {
  const attributes = join(optional(route.gateway, gateway, bytesOf));
  const bytes = new Uint8Array(8 + attributes.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, bytes.length, true);
  bytes.set([onlink ? onlinkFlag : 0, weight - 1], 2);
  view.setInt32(4, interfaceIndex, true);
  bytes.set(attributes, 8);
  return bytes;
}

/** RTM_NEWRULE (refused with EEXIST when it is there) or RTM_DELRULE: `struct fib_rule_hdr`, then attributes. */
export function encodeRule(action: "set" | "remove", request: RuleRequest, sequence: number): Uint8Array {
  const { family, from, to, tos = 0, table = 0 } = request;
  const body = new Uint8Array(12);
  body.set([familyNumbers[family], to?.prefixLength ?? 0, from?.prefixLength ?? 0, tos]);
  body.set([table < 256 ? table : otherTable, 0, 0, ruleActions[request.action]], 4);
  if (request.inverted) new DataView(body.buffer).setUint32(8, invertFlag, true);
  const type = action === "set" ? messageType.newRule : messageType.delRule;
  const flags = flag.request | flag.ack | (action === "set" ? flag.create | flag.exclusive : 0);
  return encodeMessage(type, flags, sequence, [body, ...ruleAttributes(request)]);
}

function ruleAttributes(request: RuleRequest): readonly Uint8Array[] {
  const shorts = (range: readonly number[]) => new Uint8Array(Uint16Array.from(range).buffer);
  return [
    encodeAttribute(rule.preference, numbers(request.preference)),
    encodeAttribute(rule.protocol, Uint8Array.of(request.protocol)),
    ...optional(rule.from, request.from?.address, bytesOf),
    ...optional(rule.to, request.to?.address, bytesOf),
    ...optional(rule.table, request.table, numbers),
    ...optional(rule.target, request.target, numbers),
    ...optional(rule.incoming, request.incoming, text),
    ...optional(rule.outgoing, request.outgoing, text),
    ...optional(rule.mark, request.mark?.value, numbers),
    ...optional(rule.mask, request.mark?.mask, numbers),
    ...optional(rule.realms, request.realms, numbers),
    ...optional(rule.suppress, request.suppressPrefixLength, numbers),
    ...optional(rule.users, request.users, (range) => numbers(...range)),
    ...optional(rule.ipProtocol, request.ipProtocol, (number) => Uint8Array.of(number)),
    ...optional(rule.sourcePorts, request.sourcePorts, shorts),
    ...optional(rule.destinationPorts, request.destinationPorts, shorts),
  ];
}

function optional<Value>(
  type: number,
  value: Value | undefined,
  encode: (value: Value) => Uint8Array,
): readonly Uint8Array[] {
  return value === undefined ? [] : [encodeAttribute(type, encode(value))];
}

function bytesOf(address: string): Uint8Array {
  return parseAddress(address) ?? new Uint8Array(families[familyOf(address)].addressBytes);
}

function text(word: string): Uint8Array {
  return new TextEncoder().encode(`${word}\0`);
}

function numbers(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Uint32Array.from(values).buffer);
}

/** Each at a multiple of 4. */
function join(parts: readonly Uint8Array[]): Uint8Array {
  const sizes = parts.map(({ length }) => (length + 3) & ~3);
  const bytes = new Uint8Array(sizes.reduce((sum, size) => sum + size, 0));
  let offset = 0;
  for (const [index, part] of parts.entries()) {
    bytes.set(part, offset);
    offset += sizes[index] ?? 0;
  }
  return bytes;
}
