import { CodedError } from "../base/coded-error.ts";
import { libc } from "./libc.ts";
import { onReadable } from "./poll.ts";
import { encodeLinkAddress, encodeMembership, family } from "./socket-address.ts";
import { onlyWithByte } from "./socket-filter.ts";
import { checked, errno, systemError } from "./system-error.ts";

/** Ether types for `openPacketSocket`: if_ether.h. */
export const etherType = { all: 0x0003, ipv4: 0x0800, arp: 0x0806, ipv6: 0x86dd } as const;

export interface PacketSocketOptions {
  readonly interfaceName: string;
  /** Only frames of this type; `etherType.all` also gives the frames that this machine sends. */
  readonly etherType: number;
  /** The kernel's queue for frames that nobody has read yet; its default where absent. */
  readonly receiveBufferBytes?: number;
  /** Frames to this MAC too, which the interface would leave out otherwise. */
  readonly group?: Uint8Array;
  /** Only frames with this value at this place. */
  readonly only?: { readonly byteAt: number; readonly value: number };
}

/** Whole Ethernet frames of one interface: packet(7). */
export interface PacketSocket extends Disposable {
  /** The next frame, or undefined when none waits. Never blocks. */
  receive(): Uint8Array | undefined;
  /** Throws ERR_NET_SYSTEM, for instance while the interface is down. */
  send(frame: Uint8Array): void;
  /** Calls `listener` when frames wait; read until `receive` gives undefined. */
  onReadable(listener: () => void): Disposable;
}

const SOCK_RAW = 3;
const SOCK_CLOEXEC = 0o2000000;
const SOL_SOCKET = 1;
const SOL_PACKET = 263;
const PACKET_ADD_MEMBERSHIP = 1;
const SO_RCVBUFFORCE = 33;
const MSG_DONTWAIT = 0x40;
const maximumFrameBytes = 65_550;

/** Opens an AF_PACKET socket. Throws ERR_NET_PERMISSION without CAP_NET_RAW, ERR_NET_INTERFACE for an unknown name. */
export function openPacketSocket(options: PacketSocketOptions): PacketSocket {
  const index = interfaceIndex(options.interfaceName);
  const descriptor = checked(
    "socket (AF_PACKET)",
    libc().socket(family.AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0),
  );
  const socket = new OpenPacketSocket(descriptor, options.interfaceName);
  try {
    if (options.receiveBufferBytes !== undefined) setReceiveBuffer(descriptor, options.receiveBufferBytes);
    const { group, only } = options;
    if (only !== undefined) onlyWithByte(descriptor, only.byteAt, only.value);
    if (group !== undefined) join(descriptor, encodeMembership(index, group));
    const address = encodeLinkAddress(index, options.etherType);
    checked(`bind (${options.interfaceName})`, libc().bind(descriptor, address, address.length));
  } catch (error) {
    socket[Symbol.dispose]();
    throw error;
  }
  return socket;
}

/** The kernel's number of an interface. Throws ERR_NET_INTERFACE when there is none of that name. */
export function interfaceIndex(name: string): number {
  const index = findInterfaceIndex(name);
  if (index !== undefined) return index;
  throw new CodedError("ERR_NET_INTERFACE", {
    fr: `L'interface réseau ${name} n'existe pas. « ip link » montre celles de cette machine.`,
    en: `There is no network interface ${name}. "ip link" shows those of this machine.`,
  });
}

/** The same; undefined when there is none of that name. */
export function findInterfaceIndex(name: string): number | undefined {
  return libc().if_nametoindex(name) || undefined;
}

function join(descriptor: number, request: Uint8Array): void {
  const done = libc().setsockopt(descriptor, SOL_PACKET, PACKET_ADD_MEMBERSHIP, request, request.length);
  checked("PACKET_ADD_MEMBERSHIP", done);
}

function setReceiveBuffer(descriptor: number, sizeBytes: number): void {
  const value = new Uint8Array(new Int32Array([sizeBytes]).buffer);
  checked("SO_RCVBUFFORCE", libc().setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, value, value.length));
}

class OpenPacketSocket implements PacketSocket {
  readonly #descriptor: number;
  readonly #interfaceName: string;
  readonly #buffer = new Uint8Array(maximumFrameBytes);
  readonly #listeners = new Set<Disposable>();
  #open = true;

  constructor(descriptor: number, interfaceName: string) {
    this.#descriptor = descriptor;
    this.#interfaceName = interfaceName;
  }

  receive(): Uint8Array | undefined {
    const size = libc().recv(this.#descriptor, this.#buffer, this.#buffer.length, MSG_DONTWAIT);
    if (size >= 0) return this.#buffer.slice(0, size);
    const number = libc().errno();
    // ENETDOWN is told once when the interface goes down; the socket works again when it is up: packet(7).
    if (number === errno.EAGAIN || number === errno.EINTR || number === errno.ENETDOWN) return undefined;
    throw systemError(`recv (${this.#interfaceName})`, number);
  }

  send(frame: Uint8Array): void {
    checked(
      `send (${this.#interfaceName})`,
      libc().send(this.#descriptor, frame, frame.length, MSG_DONTWAIT),
    );
  }

  onReadable(listener: () => void): Disposable {
    const poll = onReadable(this.#descriptor, listener);
    this.#listeners.add(poll);
    return poll;
  }

  [Symbol.dispose](): void {
    if (!this.#open) return;
    this.#open = false;
    for (const poll of this.#listeners) poll[Symbol.dispose]();
    libc().close(this.#descriptor);
  }
}
