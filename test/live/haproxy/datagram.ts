import { spawnSync } from "node:child_process";
import { libc } from "../../../agent/net/libc.ts";
import { encodeUnixAddress } from "../../../agent/net/unix-datagram.ts";

/** A reader of datagrams, as a syslog daemon is. */
export interface DatagramReader extends Disposable {
  /** What has come since the last call. */
  readonly read: () => readonly string[];
}

/** Listens on a path that everybody may write to; disposing closes it, the path stays. */
export function openDatagramReader(path: string): DatagramReader {
  const c = libc();
  const descriptor = c.socket(1, 2, 0);
  const address = encodeUnixAddress(path);
  if (c.bind(descriptor, address, address.length) !== 0) throw new Error(`bind ${path}: errno ${c.errno()}`);
  spawnSync("chmod", ["666", path]);
  const read = (): readonly string[] => {
    const lines: string[] = [];
    const buffer = new Uint8Array(4096);
    for (;;) {
      const size = c.recv(descriptor, buffer, buffer.length, 0x40);
      if (size < 0) return lines;
      lines.push(Buffer.from(buffer.subarray(0, size)).toString("latin1"));
    }
  };
  return { read, [Symbol.dispose]: () => c.close(descriptor) };
}
