import { libc } from "./libc.ts";
import { onReadable } from "./poll.ts";
import { checked, errno, systemError } from "./system-error.ts";
import { AF_UNIX, datagramType, encodeUnixAddress } from "./unix-datagram.ts";

const MSG_DONTWAIT = 0x40;
/** More than any line of syslog: the kernel gives at most its socket buffer. */
const maximumBytes = 65_536;

/**
 * Listens at a unix socket path, as a syslog daemon does at `/dev/log`. `listener` gets all datagrams that wait, in
 * their order. The path must be free; whoever disposes removes it. Throws ERR_NET_BIND, ERR_NET_SYSTEM.
 */
export function receiveUnixDatagrams(
  path: string,
  listener: (datagrams: readonly Uint8Array[]) => void,
): Disposable {
  const descriptor = checked("socket (AF_UNIX, SOCK_DGRAM)", libc().socket(AF_UNIX, datagramType, 0));
  const address = encodeUnixAddress(path);
  if (libc().bind(descriptor, address, address.length) < 0) {
    const number = libc().errno();
    libc().close(descriptor);
    throw systemError(`bind ${path}`, number);
  }
  const buffer = new Uint8Array(maximumBytes);
  const poll = onReadable(descriptor, () => listener(waiting(descriptor, buffer)));
  let open = true;
  return {
    [Symbol.dispose]() {
      if (!open) return;
      open = false;
      poll[Symbol.dispose]();
      libc().close(descriptor);
    },
  };
}

function waiting(descriptor: number, buffer: Uint8Array): readonly Uint8Array[] {
  const datagrams: Uint8Array[] = [];
  for (;;) {
    const size = libc().recv(descriptor, buffer, buffer.length, MSG_DONTWAIT);
    if (size >= 0) datagrams.push(buffer.slice(0, size));
    else if (libc().errno() === errno.EAGAIN) return datagrams;
    else if (libc().errno() !== errno.EINTR) throw systemError("recv (AF_UNIX)", libc().errno());
  }
}
