import { type Family, familyOf } from "../base/family.ts";
import { libc } from "./libc.ts";
import { encodeInternet6Address, encodeInternetAddress, family } from "./socket-address.ts";
import { checked } from "./system-error.ts";

/** An end of a path: `interfaceIndex` for link-local addresses of IPv6, 0 else. */
export interface DatagramEnd {
  readonly address: string;
  readonly port: number;
  readonly interfaceIndex: number;
}

/** Datagrams between two addresses with their ports: udp(7). Nobody is woken up for one. */
export interface DatagramLink extends Disposable {
  /** What cannot be sent is lost. */
  send(data: Uint8Array): void;
  /** The next one, or undefined when none waits. Never blocks. */
  receive(): Datagram | undefined;
}

/** What has arrived: valid until the next one is asked for. */
export interface Datagram {
  readonly bytes: Uint8Array;
  /** Since it arrived, by the clock of the wall (somebody may set that one); 0 where the kernel does not say. */
  readonly ageMs: number;
}

const SOCK_DGRAM = 2;
const SOCK_CLOEXEC = 0o2000000;
const SOL_SOCKET = 1;
const SO_REUSEADDR = 2;
const SO_RCVBUF = 8;
const MSG_DONTWAIT = 0x40;
/** When the packet arrived that was read last, `struct timespec`: socket(7). From its first use on the kernel looks at the clock for each. */
const SIOCGSTAMPNS = 0x8907;
/** Those of a stranger, and those that nobody reads, are dropped by the kernel. */
const receiveBufferBytes = 8192;
const longestBytes = 64;
const stamp = new Uint8Array(16);
const stampWords = new Uint32Array(stamp.buffer);
const domains: Readonly<Record<Family, number>> = { 4: family.AF_INET, 6: family.AF_INET6 };

/** Several links may share their own end, as long as their other ends differ. Throws ERR_NET_BIND, ERR_NET_SYSTEM. */
export function openDatagramLink(own: DatagramEnd, peer: DatagramEnd): DatagramLink {
  const domain = domains[familyOf(own.address)];
  const descriptor = checked("socket (SOCK_DGRAM)", libc().socket(domain, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  const buffer = new Uint8Array(longestBytes);
  let open = true;
  const link: DatagramLink = {
    send: (data) => void libc().send(descriptor, data, data.length, MSG_DONTWAIT),
    receive() {
      const size = libc().recv(descriptor, buffer, longestBytes, MSG_DONTWAIT);
      return size < 0 ? undefined : { bytes: buffer.subarray(0, size), ageMs: ageMs(descriptor) };
    },
    [Symbol.dispose]() {
      if (open) libc().close(descriptor);
      open = false;
    },
  };
  try {
    setNumber(descriptor, SO_REUSEADDR, 1);
    setNumber(descriptor, SO_RCVBUF, receiveBufferBytes);
    const [here, there] = [encodeEnd(own), encodeEnd(peer)];
    checked(`bind (${own.address})`, libc().bind(descriptor, here, here.length));
    checked(`connect (${peer.address})`, libc().connect(descriptor, there, there.length));
    ageMs(descriptor);
    return link;
  } catch (error) {
    link[Symbol.dispose]();
    throw error;
  }
}

/** Of the datagram that was read last. */
function ageMs(descriptor: number): number {
  if (libc().ioctl(descriptor, SIOCGSTAMPNS, stamp) < 0) return 0;
  const [low = 0, high = 0, nanoseconds = 0] = stampWords;
  return Date.now() - (high * 2 ** 32 + low) * 1000 - nanoseconds / 1e6;
}

function encodeEnd({ address, port, interfaceIndex }: DatagramEnd): Uint8Array {
  if (familyOf(address) === 4) return encodeInternetAddress(address, port);
  const bytes = encodeInternet6Address(address, interfaceIndex);
  new DataView(bytes.buffer).setUint16(2, port, false);
  return bytes;
}

function setNumber(descriptor: number, name: number, value: number): void {
  const bytes = new Uint8Array(new Int32Array([value]).buffer);
  checked(`setsockopt (${name})`, libc().setsockopt(descriptor, SOL_SOCKET, name, bytes, bytes.length));
}
