import { familyOf } from "../base/family.ts";
import { encodeAttribute, encodeMessage } from "./netlink-codec.ts";
import {
  bytesOf,
  familyNumbers,
  requestFlag as flag,
  join,
  mainTable,
  numbers,
  optional,
  type Prefix,
  tableByte,
  text,
} from "./route-attribute.ts";

/** rtnetlink(7). */
const messageType = { newRoute: 24, delRoute: 25 } as const;
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
  preference: 20,
  expires: 23,
};
/** `ICMPV6_ROUTER_PREF_…` of icmpv6.h: which of several routers of IPv6 is better (RFC 4191). */
const preferences = { low: 3, medium: 0, high: 1 } as const;
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
/** `RTNH_F_ONLINK`. */
const onlinkFlag = 4;

/** A route to set or remove: ip-route(8). */
export interface RouteRequest {
  readonly to: Prefix;
  readonly type: keyof typeof types;
  readonly interfaceIndex?: number;
  readonly gateway?: string;
  readonly source?: string;
  readonly table?: number;
  readonly scope?: keyof typeof scopes;
  /** rt_protos; keepalived (18) where absent. */
  readonly protocol?: number;
  readonly priority?: number;
  readonly tos?: number;
  /** The upper 16 bits where it comes from, the lower ones where it goes to. */
  readonly realms?: number;
  readonly onlink?: true;
  /** Behind those of the same destination, or only where there is none; else before them. */
  readonly place?: "append" | "add";
  /** Of IPv6. */
  readonly preference?: keyof typeof preferences;
  /** Of IPv6: how long the route is there. */
  readonly expiresSeconds?: number;
  readonly metrics?: RouteMetrics;
  readonly nextHops?: readonly NextHopRequest[];
}

/** What the kernel takes for connections over a route: ip-route(8). */
export type RouteMetrics = Readonly<Partial<Record<keyof typeof metric, number>>> & {
  /** Those that the kernel must not change. */
  readonly lock?: readonly (keyof typeof metric)[];
  readonly congctl?: string;
  readonly ecn?: boolean;
};

export interface NextHopRequest {
  readonly interfaceIndex?: number;
  readonly gateway?: string;
  readonly weight: number;
  readonly onlink?: true;
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
  body.set([tableByte(table), protocol, scopes[scope], types[request.type]], 4);
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
    ...optional(route.preference, request.preference, (name) => Uint8Array.of(preferences[name])),
    ...optional(route.expires, request.expiresSeconds, numbers),
    ...optional(route.metrics, metrics, encodeMetrics),
    ...optional(route.nextHops, nextHops, (hops) => join(hops.map(encodeNextHop))),
  ];
}

function encodeMetrics(metrics: RouteMetrics): Uint8Array {
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
