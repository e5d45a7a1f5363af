import { koffi, libc } from "./libc.ts";
import { receiveMessage } from "./message.ts";
import { onReadable } from "./poll.ts";
import { checked, errno } from "./system-error.ts";
import { AF_UNIX, encodeUnixAddress } from "./unix-datagram.ts";

/**
 * A running process gives copies of its descriptors to its successor: unix(7), SCM_RIGHTS. It listens under an abstract
 * name with its process number, keeps its messages apart (SOCK_SEQPACKET), and gives to root and to its own user only.
 */

/** SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC */
const packetType = 5 | 0o4000 | 0o2000000;
const SOL_SOCKET = 1;
const SCM_RIGHTS = 1;
const SO_PEERCRED = 17;
const MSG_NOSIGNAL = 0x4000;
/** As many as fit into what `receiveMessage` has room for. */
const together = 50;
const messageBytes = 65_536;
const patienceMs = 2000;

type Named = ReadonlyMap<string, number>;

interface Calls {
  listen(descriptor: number, backlog: number): number;
  accept4(descriptor: number, address: null, size: null, flags: number): number;
  getsockopt(descriptor: number, level: number, name: number, value: Uint8Array, size: Uint32Array): number;
  sendmsg(descriptor: number, message: unknown, flags: number): number;
}

const signatures = [
  "int listen(int fd, int backlog)",
  "int accept4(int fd, void *address, void *size, int flags)",
  "int getsockopt(int fd, int level, int name, void *value, void *size)",
  "long sendmsg(int fd, void *message, int flags)",
];

let bound: Calls | undefined;

function calls(): Calls {
  if (!bound) {
    const library = koffi().load("libc.so.6");
    const functions = signatures.map((signature) => library.func(signature));
    bound = Object.fromEntries(functions.map((call) => [call.info.name, call])) as unknown as Calls;
  }
  return bound;
}

function addressOf(pid: number): Uint8Array {
  return encodeUnixAddress(`\0bascule-haproxy-${pid}`);
}

/**
 * Gives what `list` names to whoever asks, as long as the process lives. `users`: who may ask. Where the name is taken
 * (two process namespaces that share a network have the same numbers) nothing is offered: a successor then listens
 * beside us.
 */
export function offerDescriptors(list: () => Named, users: readonly number[]): void {
  const listener = checked("socket (AF_UNIX)", libc().socket(AF_UNIX, packetType, 0));
  const address = addressOf(process.pid);
  if (libc().bind(listener, address, address.length) < 0 || calls().listen(listener, 8) < 0) {
    libc().close(listener);
    return;
  }
  onReadable(listener, () => {
    const client = calls().accept4(listener, null, null, 0o2000000);
    if (client < 0) return;
    if (users.includes(credentialsOf(client).user)) give(client, list());
    libc().close(client);
  });
}

function give(client: number, named: Named): void {
  const all = [...named];
  for (let at = 0; at < all.length; at += together) {
    const part = all.slice(at, at + together);
    const names = new TextEncoder().encode(JSON.stringify(part.map(([name]) => name)));
    const sent = sendWith(
      client,
      names,
      part.map(([, descriptor]) => descriptor),
    );
    if (sent < 0) return;
  }
}

/** `struct ucred`: process, user, group. Of a connection: who called listen(2). */
function credentialsOf(socket: number): { readonly process: number; readonly user: number } {
  const bytes = new Uint8Array(12);
  const got = calls().getsockopt(socket, SOL_SOCKET, SO_PEERCRED, bytes, Uint32Array.of(bytes.length));
  if (got < 0) return { process: -1, user: -1 };
  const view = new DataView(bytes.buffer);
  return { process: view.getInt32(0, true), user: view.getInt32(4, true) };
}

/** `struct msghdr` with one vector and one `struct cmsghdr`: see message.ts for the layout. */
function sendWith(socket: number, data: Uint8Array, descriptors: readonly number[]): number {
  const controlSize = 16 + descriptors.length * 4;
  const padded = (controlSize + 7) & ~7;
  const ffi = koffi();
  const pointer = ffi.alloc("uint8_t", 56 + 16 + padded + data.length);
  const bytes = new Uint8Array(ffi.view(pointer, 56 + 16 + padded + data.length));
  const base = ffi.address(pointer);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  bytes.fill(0);
  bytes.set(data, 72 + padded);
  view.setBigUint64(16, base + 56n, true);
  view.setBigUint64(24, 1n, true);
  view.setBigUint64(32, base + 72n, true);
  view.setBigUint64(40, BigInt(controlSize), true);
  view.setBigUint64(56, base + 72n + BigInt(padded), true);
  view.setBigUint64(64, BigInt(data.length), true);
  view.setBigUint64(72, BigInt(controlSize), true);
  view.setInt32(80, SOL_SOCKET, true);
  view.setInt32(84, SCM_RIGHTS, true);
  descriptors.forEach((descriptor, at) => {
    view.setInt32(88 + at * 4, descriptor, true);
  });
  const sent = calls().sendmsg(socket, pointer, MSG_NOSIGNAL);
  ffi.free(pointer);
  return sent;
}

/** The descriptors of a process that offers them, by name; they are ours to close. Empty: it does not, or not to us. */
export async function takeDescriptors(pid: number): Promise<Named> {
  const socket = connectTo(addressOf(pid));
  if (socket === undefined) return new Map();
  try {
    return credentialsOf(socket).process === pid ? await receiveAll(socket) : new Map();
  } finally {
    libc().close(socket);
  }
}

function connectTo(address: Uint8Array, type = packetType): number | undefined {
  const socket = checked("socket (AF_UNIX)", libc().socket(AF_UNIX, type, 0));
  if (libc().connect(socket, address, address.length) === 0) return socket;
  libc().close(socket);
  return undefined;
}

async function receiveAll(socket: number): Promise<Named> {
  const found = new Map<string, number>();
  const { promise, resolve } = Promise.withResolvers<void>();
  using _poll = onReadable(socket, () => {
    for (;;) {
      const message = receiveMessage(socket, messageBytes);
      if (message === errno.EAGAIN) return;
      if (typeof message === "number" || message.data.length === 0) return resolve();
      const names: readonly string[] = JSON.parse(new TextDecoder().decode(message.data));
      const [rights] = message.control.filter(
        ({ level, type }) => level === SOL_SOCKET && type === SCM_RIGHTS,
      );
      const data = rights?.data ?? new Uint8Array(0);
      const view = new DataView(data.buffer, data.byteOffset, data.length);
      names.forEach((name, at) => {
        if (at * 4 < data.length) found.set(name, view.getInt32(at * 4, true));
      });
    }
  });
  const timer = setTimeout(resolve, patienceMs);
  await promise;
  clearTimeout(timer);
  return found;
}

/** Which process listens at a unix socket path; undefined: none. */
export function listenerOf(path: string): number | undefined {
  const stream = 1 | 0o2000000;
  const socket = connectTo(encodeUnixAddress(path), stream);
  if (socket === undefined) return undefined;
  const { process: pid } = credentialsOf(socket);
  libc().close(socket);
  return pid > 0 ? pid : undefined;
}
