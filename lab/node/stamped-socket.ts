import { koffi, libc } from "../../agent/net/libc.ts";
import { interfaceIndex } from "../../agent/net/packet-socket.ts";
import { onReadable } from "../../agent/net/poll.ts";
import { encodeLinkAddress, family } from "../../agent/net/socket-address.ts";
import { checked, errno, systemError } from "../../agent/net/system-error.ts";
import { nowMs } from "./clock.ts";

export interface StampedSocketOptions {
  readonly interfaceName: string;
  readonly etherType: number;
  /** A program of `packet-filter.ts`. */
  readonly filter?: Uint8Array;
  /** Frames to this MAC too, on interfaces that filter by address (macvlan). */
  readonly alsoMac?: Uint8Array;
  /** Every multicast frame too, on such interfaces. */
  readonly allMulticast?: boolean;
}

export interface StampedFrame {
  /** Valid until the next `receive`. */
  readonly bytes: Uint8Array;
  /** CLOCK_MONOTONIC, milliseconds: when the kernel received it, not when we read it. */
  readonly atMs: number;
}

/** Whole Ethernet frames with the kernel's time of reception. */
export interface StampedSocket extends Disposable {
  receive(): StampedFrame | undefined;
  send(frame: Uint8Array): boolean;
  onReadable(listener: () => void): Disposable;
}

const SOL_SOCKET = 1;
const SOL_PACKET = 263;
const SO_ATTACH_FILTER = 26;
const SO_RCVBUFFORCE = 33;
const PACKET_ADD_MEMBERSHIP = 1;
const membership = { allMulticast: 2, unicast: 3 } as const;
const SOCK_RAW = 3;
const SOCK_CLOEXEC = 0o2000000;
const MSG_DONTWAIT = 0x40;
const CLOCK_REALTIME = 0;
/** `SIOCGSTAMPNS_OLD`: the time stamp of the frame that was read last, as `struct timespec` of CLOCK_REALTIME. */
const SIOCGSTAMPNS = 0x8907;
const receiveBufferBytes = 4 << 20;

/** Opens an AF_PACKET socket. Throws ERR_NET_PERMISSION without CAP_NET_RAW, ERR_NET_INTERFACE for an unknown name. */
export function openStampedSocket(options: StampedSocketOptions): StampedSocket {
  const index = interfaceIndex(options.interfaceName);
  const descriptor = checked(
    "socket (AF_PACKET)",
    libc().socket(family.AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0),
  );
  try {
    configure(descriptor, index, options);
    return new OpenStampedSocket(descriptor);
  } catch (error) {
    libc().close(descriptor);
    throw error;
  }
}

function configure(descriptor: number, index: number, options: StampedSocketOptions): void {
  const size = new Uint8Array(new Int32Array([receiveBufferBytes]).buffer);
  // Without CAP_NET_ADMIN the default buffer has to do; nothing else changes.
  libc().setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, size, size.length);
  if (options.filter !== undefined) attachFilter(descriptor, options.filter);
  if (options.allMulticast) join(descriptor, index, membership.allMulticast, new Uint8Array(6));
  if (options.alsoMac !== undefined) join(descriptor, index, membership.unicast, options.alsoMac);
  const address = encodeLinkAddress(index, options.etherType);
  checked(`bind (${options.interfaceName})`, libc().bind(descriptor, address, address.length));
}

/** `struct packet_mreq`: interface (32 bits), type (16), length (16), address (8 bytes). packet(7). */
function join(descriptor: number, index: number, type: number, mac: Uint8Array): void {
  const request = new Uint8Array(16);
  const view = new DataView(request.buffer);
  view.setInt32(0, index, true);
  view.setUint16(4, type, true);
  view.setUint16(6, mac.length, true);
  request.set(mac, 8);
  checked(
    "PACKET_ADD_MEMBERSHIP",
    libc().setsockopt(descriptor, SOL_PACKET, PACKET_ADD_MEMBERSHIP, request, 16),
  );
}

/** `struct sock_fprog`: count of instructions and a pointer to them. */
function attachFilter(descriptor: number, filter: Uint8Array): void {
  const program = koffi().struct({ length: "uint16_t", filter: "void *" });
  const pointer = koffi().pointer(program);
  const setsockopt = calls().library.func("setsockopt", "int", ["int", "int", "int", pointer, "uint32_t"]);
  const value = { length: filter.length / 8, filter };
  checked("SO_ATTACH_FILTER", setsockopt(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, value, 16));
}

function bindCalls() {
  const library = koffi().load("libc.so.6");
  return {
    library,
    ioctl: library.func("int ioctl(int fd, unsigned long request, ...)"),
    clockGettime: library.func("int clock_gettime(int clock, void *time)"),
  };
}

let bound: ReturnType<typeof bindCalls> | undefined;
function calls(): ReturnType<typeof bindCalls> {
  bound ??= bindCalls();
  return bound;
}

class OpenStampedSocket implements StampedSocket {
  readonly #descriptor: number;
  readonly #buffer = new Uint8Array(65_550);
  readonly #stamp = new BigInt64Array(2);
  #listener: Disposable | undefined;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
    // The first question only switches the kernel's time stamps on.
    calls().ioctl(descriptor, SIOCGSTAMPNS, "void *", this.#stamp);
  }

  receive(): StampedFrame | undefined {
    const size = libc().recv(this.#descriptor, this.#buffer, this.#buffer.length, MSG_DONTWAIT);
    if (size >= 0) return { bytes: this.#buffer.subarray(0, size), atMs: this.#receivedMs() };
    const number = libc().errno();
    if (number === errno.EAGAIN || number === errno.EINTR || number === errno.ENETDOWN) return undefined;
    throw systemError("recv (AF_PACKET)", number);
  }

  /** False when the kernel would not take it now (interface down, queue full). */
  send(frame: Uint8Array): boolean {
    return libc().send(this.#descriptor, frame, frame.length, MSG_DONTWAIT) === frame.length;
  }

  onReadable(listener: () => void): Disposable {
    this.#listener = onReadable(this.#descriptor, listener);
    return this.#listener;
  }

  /** The age of the frame on the kernel's wall clock, taken from the monotonic clock of now: a set clock does no harm. */
  #receivedMs(): number {
    const result = calls().ioctl(this.#descriptor, SIOCGSTAMPNS, "void *", this.#stamp);
    if (result !== 0) return nowMs();
    const stampMs = timespecMs(this.#stamp);
    calls().clockGettime(CLOCK_REALTIME, this.#stamp);
    const ageMs = timespecMs(this.#stamp) - stampMs;
    return nowMs() - Math.max(0, ageMs);
  }

  [Symbol.dispose](): void {
    this.#listener?.[Symbol.dispose]();
    libc().close(this.#descriptor);
  }
}

/** Fractions of a millisecond survive: seconds since 1970 in milliseconds need 41 bits of a double's 53. */
function timespecMs(timespec: BigInt64Array): number {
  return Number(timespec[0] ?? 0n) * 1000 + Number(timespec[1] ?? 0n) / 1e6;
}
