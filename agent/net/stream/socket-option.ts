import { family } from "../socket-address.ts";
import type { SocketCalls } from "./socket-calls.ts";

/** Linux numbers of the errors that stream sockets treat specially: errno(3). */
export const errors = {
  EINTR: 4,
  EAGAIN: 11,
  EINPROGRESS: 115,
} as const;

const SOCK_STREAM = 1;
/** SOCK_NONBLOCK | SOCK_CLOEXEC */
export const socketFlags = 0o4000 | 0o2000000;
const SOL_SOCKET = 1;
const IPPROTO_TCP = 6;
const IPPROTO_IPV6 = 41;

/** Level and name: socket(7), tcp(7), ipv6(7). */
const options = {
  reuseAddress: [SOL_SOCKET, 2],
  reusePort: [SOL_SOCKET, 15],
  noDelay: [IPPROTO_TCP, 1],
  keepAlive: [SOL_SOCKET, 9],
  keepIdleSeconds: [IPPROTO_TCP, 4],
  keepIntervalSeconds: [IPPROTO_TCP, 5],
  keepCount: [IPPROTO_TCP, 6],
  onlyIpv6: [IPPROTO_IPV6, 26],
  fastOpen: [IPPROTO_TCP, 23],
  deferAccept: [IPPROTO_TCP, 9],
  segmentBytes: [IPPROTO_TCP, 2],
  userTimeoutMs: [IPPROTO_TCP, 18],
  /** IP_TRANSPARENT and IPV6_TRANSPARENT. */
  transparent: [0, 19],
  transparentIpv6: [IPPROTO_IPV6, 75],
} as const;

const SO_BINDTODEVICE = 25;

const SO_LINGER = 13;
const value = new Int32Array(1);
const linger = Int32Array.of(1, 0);

export function setOption(
  calls: SocketCalls,
  descriptor: number,
  name: keyof typeof options,
  setting: boolean | number,
): number {
  const [level, number] = options[name];
  value[0] = Number(setting);
  return calls.setsockopt(descriptor, level, number, value, 4);
}

/** When a silent peer is asked whether it is still there; what is not said is the system's: tcp(7). */
export interface KeepAliveTimes {
  readonly idleSeconds?: number;
  readonly intervalSeconds?: number;
  readonly count?: number;
}

/** SO_KEEPALIVE; connections that a listening socket accepts have it from that. */
export function keepAlive(calls: SocketCalls, descriptor: number, times: KeepAliveTimes): void {
  setOption(calls, descriptor, "keepAlive", true);
  const { idleSeconds, intervalSeconds, count } = times;
  if (idleSeconds) setOption(calls, descriptor, "keepIdleSeconds", idleSeconds);
  if (intervalSeconds) setOption(calls, descriptor, "keepIntervalSeconds", intervalSeconds);
  if (count) setOption(calls, descriptor, "keepCount", count);
}

/** Only what comes in over this interface: SO_BINDTODEVICE, which needs CAP_NET_RAW. */
export function bindToInterface(calls: SocketCalls, descriptor: number, name: string): number {
  const bytes = new Uint8Array(Math.ceil((name.length + 1) / 4) * 4);
  bytes.set(new TextEncoder().encode(name));
  return calls.setsockopt(
    descriptor,
    SOL_SOCKET,
    SO_BINDTODEVICE,
    new Int32Array(bytes.buffer),
    name.length + 1,
  );
}

/** A stream socket for such an address, which does not block; −1 as the system call. TCP sends without delay. */
export function openStream(calls: SocketCalls, address: Uint8Array): number {
  const domain = (address[0] ?? 0) | ((address[1] ?? 0) << 8);
  const descriptor = calls.socket(domain, SOCK_STREAM | socketFlags, 0);
  if (descriptor >= 0 && isInternet(domain)) setOption(calls, descriptor, "noDelay", true);
  return descriptor;
}

/** Makes the next `close` a reset: socket(7), SO_LINGER with zero seconds. */
export function closeWithReset(calls: SocketCalls, descriptor: number): void {
  calls.setsockopt(descriptor, SOL_SOCKET, SO_LINGER, linger, 8);
}

function isInternet(domain: number): boolean {
  return domain === family.AF_INET || domain === family.AF_INET6;
}
