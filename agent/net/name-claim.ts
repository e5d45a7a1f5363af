import { readFileSync } from "node:fs";
import { libc } from "./libc.ts";
import { checked } from "./system-error.ts";
import { AF_UNIX, datagramType, encodeUnixAddress } from "./unix-datagram.ts";

/**
 * Says to every process of this network namespace that somebody lives, by an abstract name of unix(7): the kernel takes
 * it back when the process ends, however it does. Throws ERR_NET_BIND when the name is taken.
 */
export function claimName(name: string): Disposable {
  const descriptor = checked("socket (AF_UNIX, SOCK_DGRAM)", libc().socket(AF_UNIX, datagramType, 0));
  // A path that begins with a zero is an abstract name, and has no zero at its end.
  const address = encodeUnixAddress(`\0${name}`).subarray(0, -1);
  let open = true;
  const claim = {
    [Symbol.dispose]() {
      if (open) libc().close(descriptor);
      open = false;
    },
  };
  try {
    checked(`bind @${name}`, libc().bind(descriptor, address, address.length));
    return claim;
  } catch (error) {
    claim[Symbol.dispose]();
    throw error;
  }
}

/** The abstract names that living processes of this network namespace have. */
export function claimedNames(): ReadonlySet<string> {
  const lines = readFileSync("/proc/net/unix", "utf8").split("\n");
  return new Set(lines.flatMap((line) => line.split(" @")[1] ?? []));
}
