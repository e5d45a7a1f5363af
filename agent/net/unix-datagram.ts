import { libc } from "./libc.ts";
import { errno } from "./system-error.ts";

export const AF_UNIX = 1;
/** SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC */
export const datagramType = 2 | 0o4000 | 0o2000000;
const MSG_DONTWAIT = 0x40;
const MSG_NOSIGNAL = 0x4000;
/** `sun_path` of `struct sockaddr_un`, with its zero: unix(7). */
const pathBytes = 108;

/** A socket for datagrams to unix socket paths: what `/dev/log` takes. Closing twice is safe. */
export interface UnixDatagram extends Disposable {
  /** False when nobody takes it now: no such socket, or its queue is full. */
  send(data: Uint8Array): boolean;
}

/** Opens a sender to `path`. The path need not exist yet: it is looked up at each send. Throws when it is too long. */
export function openUnixDatagram(path: string): UnixDatagram {
  const address = encodeUnixAddress(path);
  const c = libc();
  let descriptor = c.socket(AF_UNIX, datagramType, 0);
  // After a chroot the path may be out of reach: a connected socket goes on working.
  let connected = descriptor >= 0 && c.connect(descriptor, address, address.length) === 0;
  const close = (): void => {
    if (descriptor >= 0) c.close(descriptor);
    descriptor = -1;
  };
  return {
    send: (data) => {
      if (descriptor < 0) return false;
      if (connected) {
        if (c.send(descriptor, data, data.length, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0) return true;
        if (c.errno() === errno.EAGAIN) return false;
      }
      // The reader was started anew: its socket is another one.
      connected = c.connect(descriptor, address, address.length) === 0;
      return connected && c.send(descriptor, data, data.length, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0;
    },
    [Symbol.dispose]: close,
  };
}

/** `struct sockaddr_un`: family (host order), path, zero. */
export function encodeUnixAddress(path: string): Uint8Array {
  const name = new TextEncoder().encode(path);
  if (name.length >= pathBytes)
    throw new RangeError(`socket path of more than ${pathBytes - 1} bytes: ${path}`);
  // An abstract name has no end but its size (unix(7)): filled up with zeros, as HAProxy has them.
  const bytes = new Uint8Array(2 + (path.startsWith("\0") ? pathBytes : name.length + 1));
  new DataView(bytes.buffer).setUint16(0, AF_UNIX, true);
  bytes.set(name, 2);
  return bytes;
}
