import { parseIpv4 } from "../base/ip.ts";
import { decodeIpv4, type Ipv4Packet } from "./ipv4.ts";
import { libc } from "./libc.ts";
import { onReadable } from "./poll.ts";
import { encodeInternetAddress, family } from "./socket-address.ts";
import { checked, errno, systemError } from "./system-error.ts";

export interface RawSocketOptions {
  readonly interfaceName: string;
  readonly interfaceIndex: number;
  /** IP protocol number: 112 for VRRP. */
  readonly protocol: number;
  /** The multicast group to join on the interface; without one, only unicast is heard. */
  readonly group?: string;
  /** Of unicast packets; 255 where absent. */
  readonly ttl?: number;
}

/** IP packets of one protocol on one interface: raw(7). What it sends has TOS 0xc0, to a group TTL 255, and is not looped back. */
export interface RawSocket extends Disposable {
  /** The next IP packet, or undefined when none waits. Never blocks. */
  receive(): Ipv4Packet | undefined;
  /** Sends an IP payload from one of the interface's addresses. Throws ERR_NET_SYSTEM. */
  send(payload: Uint8Array, path: { readonly source: string; readonly destination: string }): void;
  onReadable(listener: () => void): Disposable;
}

const SOCK_RAW = 3;
const SOCK_CLOEXEC = 0o2000000;
const MSG_DONTWAIT = 0x40;
const SOL_IP = 0;
const SOL_SOCKET = 1;
const SO_BINDTODEVICE = 25;
const ipOption = {
  tos: 1,
  ttl: 2,
  mtuDiscover: 10,
  multicastIf: 32,
  multicastTtl: 33,
  multicastLoop: 34,
  addMembership: 35,
  multicastAll: 49,
} as const;
/** Internetwork control: what the original sends, and what switches may serve first. */
const tos = 0xc0;
const maximumPacketBytes = 65_535;

/** Opens the socket and joins the group. Throws ERR_NET_PERMISSION without CAP_NET_RAW. */
export function openRawSocket(options: RawSocketOptions): RawSocket {
  const descriptor = libc().socket(family.AF_INET, SOCK_RAW | SOCK_CLOEXEC, options.protocol);
  checked("socket (AF_INET, SOCK_RAW)", descriptor);
  const socket = new OpenRawSocket(descriptor, options);
  try {
    configure(descriptor, options);
  } catch (error) {
    socket[Symbol.dispose]();
    throw error;
  }
  return socket;
}

function configure(
  descriptor: number,
  { interfaceName, interfaceIndex, group, ttl }: RawSocketOptions,
): void {
  setOption(descriptor, SOL_SOCKET, SO_BINDTODEVICE, new TextEncoder().encode(`${interfaceName}\0`));
  if (group !== undefined)
    setOption(descriptor, SOL_IP, ipOption.addMembership, multicastRequest(group, "0.0.0.0", interfaceIndex));
  // Without this the socket also gets the groups that other programs of this machine joined.
  setNumber(descriptor, ipOption.multicastAll, 0);
  setNumber(descriptor, ipOption.multicastLoop, 0);
  setNumber(descriptor, ipOption.multicastTtl, 255);
  setNumber(descriptor, ipOption.ttl, ttl ?? 255);
  setNumber(descriptor, ipOption.tos, tos);
  setNumber(descriptor, ipOption.mtuDiscover, 0);
}

class OpenRawSocket implements RawSocket {
  readonly #descriptor: number;
  readonly #options: RawSocketOptions;
  readonly #buffer = new Uint8Array(maximumPacketBytes);
  readonly #polls = new Set<Disposable>();
  #source = "";
  #open = true;

  constructor(descriptor: number, options: RawSocketOptions) {
    this.#descriptor = descriptor;
    this.#options = options;
  }

  receive(): Ipv4Packet | undefined {
    const size = libc().recv(this.#descriptor, this.#buffer, this.#buffer.length, MSG_DONTWAIT);
    if (size >= 0) return decodeIpv4(this.#buffer.slice(0, size)) ?? this.receive();
    const number = libc().errno();
    if (number === errno.EAGAIN || number === errno.EINTR || number === errno.ENETDOWN) return undefined;
    throw systemError(`recv (${this.#options.interfaceName})`, number);
  }

  send(payload: Uint8Array, { source, destination }: Parameters<RawSocket["send"]>[1]): void {
    if (this.#options.group === undefined) this.#fromSource(source, () => this.#sendTo(destination, payload));
    else {
      if (source !== this.#source) this.#useSource(source, this.#options.group);
      this.#sendTo(destination, payload);
    }
  }

  onReadable(listener: () => void): Disposable {
    const poll = onReadable(this.#descriptor, listener);
    this.#polls.add(poll);
    return poll;
  }

  [Symbol.dispose](): void {
    if (!this.#open) return;
    this.#open = false;
    for (const poll of this.#polls) poll[Symbol.dispose]();
    libc().close(this.#descriptor);
  }

  #sendTo(destination: string, payload: Uint8Array): void {
    const address = encodeInternetAddress(destination, 0);
    const sent = libc().sendto(
      ...([this.#descriptor, payload, payload.length, MSG_DONTWAIT] as const),
      ...([address, address.length] as const),
    );
    checked(`sendto (${this.#options.interfaceName})`, sent);
  }

  #useSource(source: string, group: string): void {
    const request = multicastRequest(group, source, this.#options.interfaceIndex);
    setOption(this.#descriptor, SOL_IP, ipOption.multicastIf, request);
    this.#source = source;
  }

  /** Bound only while it sends: a bound socket hears nothing that is sent to another address of the interface. */
  #fromSource(source: string, send: () => void): void {
    this.#bind(source);
    try {
      send();
    } finally {
      this.#bind("0.0.0.0");
    }
  }

  #bind(source: string): void {
    const address = encodeInternetAddress(source, 0);
    checked(`bind (${source})`, libc().bind(this.#descriptor, address, address.length));
  }
}

/** `struct ip_mreqn`, ip(7): group, local address, interface index. */
function multicastRequest(group: string, local: string, interfaceIndex: number): Uint8Array {
  const bytes = new Uint8Array(12);
  bytes.set(parseIpv4(group) ?? [], 0);
  bytes.set(parseIpv4(local) ?? [], 4);
  new DataView(bytes.buffer).setInt32(8, interfaceIndex, true);
  return bytes;
}

function setNumber(descriptor: number, name: number, value: number): void {
  setOption(descriptor, SOL_IP, name, new Uint8Array(new Int32Array([value]).buffer));
}

function setOption(descriptor: number, level: number, name: number, value: Uint8Array): void {
  checked(`setsockopt (${level}, ${name})`, libc().setsockopt(descriptor, level, name, value, value.length));
}
