import { libc } from "./libc.ts";
import { encodeInternetAddress, family } from "./socket-address.ts";
import { checked } from "./system-error.ts";

/** A socket that talks to itself over `lo`, with packets that the packet filter knows by their mark. */
export interface MarkedEcho extends Disposable {
  /** Sends one zero byte. Throws ERR_NET_… where a rule or the lack of `lo` forbids it. */
  send(): void;
  /** The last byte that came back and was not asked for yet: what rules have made of it; undefined: none came back. */
  receive(): number | undefined;
}

const SOCK_DGRAM = 2;
const SOCK_CLOEXEC = 0o2000000;
const SOL_SOCKET = 1;
const SO_MARK = 36;
const MSG_DONTWAIT = 0x40;
const loopback = "127.0.0.1";

/** Opens it with this mark (4 bytes, host order): socket(7). Throws ERR_NET_PERMISSION without CAP_NET_ADMIN. */
export function openMarkedEcho(mark: Uint8Array): MarkedEcho {
  const descriptor = libc().socket(family.AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  checked("socket (AF_INET, SOCK_DGRAM)", descriptor);
  const byte = new Uint8Array(1);
  const zero = new Uint8Array(1);
  let open = true;
  const echo: MarkedEcho = {
    send: () => void checked("send (lo)", libc().send(descriptor, zero, 1, MSG_DONTWAIT)),
    receive() {
      let last: number | undefined;
      while (libc().recv(descriptor, byte, 1, MSG_DONTWAIT) > 0) last = byte[0];
      return last;
    },
    [Symbol.dispose]() {
      if (open) libc().close(descriptor);
      open = false;
    },
  };
  try {
    checked("SO_MARK", libc().setsockopt(descriptor, SOL_SOCKET, SO_MARK, mark, mark.length));
    connectToItself(descriptor);
    return echo;
  } catch (error) {
    echo[Symbol.dispose]();
    throw error;
  }
}

function connectToItself(descriptor: number): void {
  const address = encodeInternetAddress(loopback, 0);
  checked(`bind (${loopback})`, libc().bind(descriptor, address, address.length));
  checked("getsockname", libc().getsockname(descriptor, address, new Uint32Array([address.length])));
  checked(`connect (${loopback})`, libc().connect(descriptor, address, address.length));
}
