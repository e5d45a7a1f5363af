import { parseIpv4 } from "../base/ip.ts";
import { decodeIpv4 } from "./ipv4.ts";
import { libc } from "./libc.ts";
import {
  MSG_DONTWAIT,
  maximumPacketBytes,
  type RawFamily,
  type RawSocketOptions,
  type Received,
  setNumber,
  setOption,
  trafficClass,
} from "./raw-family.ts";
import { encodeInternetAddress, family } from "./socket-address.ts";

const SOL_IP = 0;
/** `IP_*` of in.h. */
const option = {
  tos: 1,
  ttl: 2,
  mtuDiscover: 10,
  multicastIf: 32,
  multicastTtl: 33,
  multicastLoop: 34,
  addMembership: 35,
  multicastAll: 49,
} as const;

const buffer = new Uint8Array(maximumPacketBytes);

export const rawIpv4: RawFamily = {
  domain: family.AF_INET,
  any: "0.0.0.0",

  configure(descriptor: number, { group, interfaceIndex, ttl = 255 }: RawSocketOptions): void {
    if (group !== undefined)
      setOption(descriptor, SOL_IP, option.addMembership, multicastRequest(group, "0.0.0.0", interfaceIndex));
    // Without this the socket also gets the groups that other programs of this machine joined.
    setNumber(descriptor, SOL_IP, option.multicastAll, 0);
    setNumber(descriptor, SOL_IP, option.multicastLoop, 0);
    setNumber(descriptor, SOL_IP, option.multicastTtl, 255);
    setNumber(descriptor, SOL_IP, option.ttl, ttl);
    setNumber(descriptor, SOL_IP, option.tos, trafficClass);
    setNumber(descriptor, SOL_IP, option.mtuDiscover, 0);
  },

  multicastFrom(descriptor: number, source: string, { group = "0.0.0.0", interfaceIndex }: RawSocketOptions) {
    setOption(descriptor, SOL_IP, option.multicastIf, multicastRequest(group, source, interfaceIndex));
  },

  receive(descriptor: number): Received {
    const size = libc().recv(descriptor, buffer, buffer.length, MSG_DONTWAIT);
    if (size < 0) return { kind: "failed", errorNumber: libc().errno() };
    const packet = decodeIpv4(buffer.slice(0, size));
    return packet === undefined ? { kind: "odd" } : { kind: "packet", packet };
  },

  encodeAddress: (address: string) => encodeInternetAddress(address, 0),
};

/** `struct ip_mreqn`, ip(7): group, local address, interface index. */
function multicastRequest(group: string, local: string, interfaceIndex: number): Uint8Array {
  const bytes = new Uint8Array(12);
  bytes.set(parseIpv4(group) ?? [], 0);
  bytes.set(parseIpv4(local) ?? [], 4);
  new DataView(bytes.buffer).setInt32(8, interfaceIndex, true);
  return bytes;
}
