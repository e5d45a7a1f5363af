import type { Family } from "../base/family.ts";
import { libc } from "./libc.ts";
import { onReadable } from "./poll.ts";
import {
  MSG_DONTWAIT,
  type RawFamily,
  type RawPacket,
  type RawSocketOptions,
  setOption,
} from "./raw-family.ts";
import { rawIpv4 } from "./raw-ipv4.ts";
import { rawIpv6 } from "./raw-ipv6.ts";
import { checked, errno, systemError } from "./system-error.ts";

/** IP packets of one protocol on one interface: raw(7). What it sends has TOS 0xc0, to a group TTL 255, and is not looped back. */
export interface RawSocket extends Disposable {
  /** The next IP packet, or undefined when none waits. Never blocks. */
  receive(): RawPacket | undefined;
  /** Sends an IP payload from one of the interface's addresses. Throws ERR_NET_SYSTEM. */
  send(payload: Uint8Array, path: { readonly source: string; readonly destination: string }): void;
  onReadable(listener: () => void): Disposable;
}

const SOCK_RAW = 3;
const SOCK_CLOEXEC = 0o2000000;
const SOL_SOCKET = 1;
const SO_BINDTODEVICE = 25;

const families: Readonly<Record<Family, RawFamily>> = { 4: rawIpv4, 6: rawIpv6 };

/** Opens the socket and joins the group. Throws ERR_NET_PERMISSION without CAP_NET_RAW. */
export function openRawSocket(family: Family, options: RawSocketOptions): RawSocket {
  const { domain, configure } = families[family];
  const descriptor = libc().socket(domain, SOCK_RAW | SOCK_CLOEXEC, options.protocol);
  checked(`socket (IPv${family}, SOCK_RAW)`, descriptor);
  const socket = new OpenRawSocket(descriptor, families[family], options);
  try {
    const name = new TextEncoder().encode(`${options.interfaceName}\0`);
    setOption(descriptor, SOL_SOCKET, SO_BINDTODEVICE, name);
    configure(descriptor, options);
  } catch (error) {
    socket[Symbol.dispose]();
    throw error;
  }
  return socket;
}

class OpenRawSocket implements RawSocket {
  readonly #descriptor: number;
  readonly #family: RawFamily;
  readonly #options: RawSocketOptions;
  readonly #polls = new Set<Disposable>();
  #source = "";
  #open = true;

  constructor(descriptor: number, family: RawFamily, options: RawSocketOptions) {
    this.#descriptor = descriptor;
    this.#family = family;
    this.#options = options;
  }

  receive(): RawPacket | undefined {
    for (;;) {
      const received = this.#family.receive(this.#descriptor);
      if (received.kind === "packet") return received.packet;
      if (received.kind === "odd") continue;
      const number = received.errorNumber;
      if (number === errno.EAGAIN || number === errno.EINTR || number === errno.ENETDOWN) return undefined;
      throw systemError(`recv (${this.#options.interfaceName})`, number);
    }
  }

  send(payload: Uint8Array, { source, destination }: Parameters<RawSocket["send"]>[1]): void {
    if (this.#options.group === undefined) this.#fromSource(source, () => this.#sendTo(destination, payload));
    else {
      if (source !== this.#source) this.#family.multicastFrom(this.#descriptor, source, this.#options);
      this.#source = source;
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
    const address = this.#family.encodeAddress(destination, this.#options.interfaceIndex);
    const sent = libc().sendto(
      ...([this.#descriptor, payload, payload.length, MSG_DONTWAIT] as const),
      ...([address, address.length] as const),
    );
    checked(`sendto (${this.#options.interfaceName})`, sent);
  }

  /** Bound only while it sends: a bound socket hears nothing that is sent to another address of the interface. */
  #fromSource(source: string, send: () => void): void {
    this.#bind(source);
    try {
      send();
    } finally {
      this.#bind(this.#family.any);
    }
  }

  #bind(source: string): void {
    const address = this.#family.encodeAddress(source, this.#options.interfaceIndex);
    checked(`bind (${source})`, libc().bind(this.#descriptor, address, address.length));
  }
}
