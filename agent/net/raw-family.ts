import { libc } from "./libc.ts";
import { checked } from "./system-error.ts";

export interface RawSocketOptions {
  readonly interfaceName: string;
  readonly interfaceIndex: number;
  /** IP protocol number: 112 for VRRP. */
  readonly protocol: number;
  /** The multicast group to join on the interface; without one, only unicast is heard. */
  readonly group?: string;
  /** Of unicast packets, also their hop limit; 255 where absent. */
  readonly ttl?: number;
}

/** An IP packet that arrived. */
export interface RawPacket {
  readonly source: string;
  readonly destination: string;
  /** IPv6: the hop limit. */
  readonly ttl: number;
  readonly payload: Uint8Array;
}

export type Received =
  | { readonly kind: "packet"; readonly packet: RawPacket }
  /** Something that is no packet. */
  | { readonly kind: "odd" }
  | { readonly kind: "failed"; readonly errorNumber: number };

/** What raw sockets do in one way over IPv4 (ip(7)) and in another over IPv6 (ipv6(7)). Throws ERR_NET_…. */
export interface RawFamily {
  readonly domain: number;
  /** The address that stands for all of the machine's. */
  readonly any: string;
  configure(descriptor: number, options: RawSocketOptions): void;
  /** From now on multicast leaves from this address of the interface. */
  multicastFrom(descriptor: number, source: string, options: RawSocketOptions): void;
  /** Never blocks. */
  receive(descriptor: number): Received;
  /** As bind(2) and sendto(2) take it. */
  encodeAddress(address: string, interfaceIndex: number): Uint8Array;
}

/** Internetwork control: what the original sends, and what switches may serve first. */
export const trafficClass = 0xc0;
export const MSG_DONTWAIT = 0x40;
export const maximumPacketBytes = 65_535;

export function setNumber(descriptor: number, level: number, name: number, value: number): void {
  setOption(descriptor, level, name, new Uint8Array(new Int32Array([value]).buffer));
}

export function setOption(descriptor: number, level: number, name: number, value: Uint8Array): void {
  checked(`setsockopt (${level}, ${name})`, libc().setsockopt(descriptor, level, name, value, value.length));
}
