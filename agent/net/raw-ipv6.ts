import { formatIpv6, parseIpv6 } from "../base/ipv6.ts";
import { libc } from "./libc.ts";
import { type Message, receiveMessage } from "./message.ts";
import {
  maximumPacketBytes,
  type RawFamily,
  type RawSocketOptions,
  type Received,
  setNumber,
  setOption,
  trafficClass,
} from "./raw-family.ts";
import { encodeInternet6Address, family } from "./socket-address.ts";
import { checked } from "./system-error.ts";

const SOL_IPV6 = 41;
/** `IPV6_*` of in6.h. */
const option = {
  unicastHops: 16,
  multicastIf: 17,
  multicastHops: 18,
  multicastLoop: 19,
  addMembership: 20,
  mtuDiscover: 23,
  multicastAll: 29,
  receivePacketInfo: 49,
  packetInfo: 50,
  receiveHopLimit: 51,
  hopLimit: 52,
  trafficClass: 67,
} as const;

export const rawIpv6: RawFamily = {
  domain: family.AF_INET6,
  any: "::",

  configure(descriptor: number, { group, interfaceIndex, ttl = 255 }: RawSocketOptions): void {
    if (group !== undefined)
      setOption(descriptor, SOL_IPV6, option.addMembership, groupRequest(group, interfaceIndex));
    setNumber(descriptor, SOL_IPV6, option.multicastAll, 0);
    setNumber(descriptor, SOL_IPV6, option.multicastLoop, 0);
    setNumber(descriptor, SOL_IPV6, option.multicastHops, 255);
    setNumber(descriptor, SOL_IPV6, option.multicastIf, interfaceIndex);
    setNumber(descriptor, SOL_IPV6, option.unicastHops, ttl);
    setNumber(descriptor, SOL_IPV6, option.trafficClass, trafficClass);
    setNumber(descriptor, SOL_IPV6, option.mtuDiscover, 0);
    // The kernel gives no IPv6 header to a raw socket: what it says is asked for.
    setNumber(descriptor, SOL_IPV6, option.receivePacketInfo, 1);
    setNumber(descriptor, SOL_IPV6, option.receiveHopLimit, 1);
  },

  /** A bound socket goes on hearing its group. */
  multicastFrom(descriptor: number, source: string, { interfaceIndex }: RawSocketOptions): void {
    const address = encodeInternet6Address(source, interfaceIndex);
    checked(`bind (${source})`, libc().bind(descriptor, address, address.length));
  },

  receive(descriptor: number): Received {
    const received = receiveMessage(descriptor, maximumPacketBytes);
    return typeof received === "number" ? { kind: "failed", errorNumber: received } : read(received);
  },

  encodeAddress: encodeInternet6Address,
};

/** `struct in6_pktinfo` begins with the destination. */
function read({ name, data, control }: Message): Received {
  const say = (type: number) =>
    control.find((message) => message.level === SOL_IPV6 && message.type === type)?.data;
  const [info, hops] = [say(option.packetInfo), say(option.hopLimit)];
  if (name.length < 24 || info === undefined || hops === undefined) return { kind: "odd" };
  const path = { source: formatIpv6(name, 8), destination: formatIpv6(info) };
  return { kind: "packet", packet: { ...path, ttl: hops[0] ?? 0, payload: data } };
}

/** `struct ipv6_mreq`, ipv6(7): group, interface index. */
function groupRequest(group: string, interfaceIndex: number): Uint8Array {
  const bytes = new Uint8Array(20);
  bytes.set(parseIpv6(group) ?? [], 0);
  new DataView(bytes.buffer).setInt32(16, interfaceIndex, true);
  return bytes;
}
