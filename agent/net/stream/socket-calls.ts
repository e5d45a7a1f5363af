import { koffi } from "../libc.ts";

/**
 * The system calls of stream sockets and epoll, with their plain results: −1 means that `errno()` says why. Apart from
 * `Libc`, which other daemons bind at their start. A call costs about 50 ns more than from C.
 */
export interface SocketCalls {
  socket(domain: number, type: number, protocol: number): number;
  bind(descriptor: number, address: Uint8Array, sizeBytes: number): number;
  listen(descriptor: number, backlog: number): number;
  connect(descriptor: number, address: Uint8Array, sizeBytes: number): number;
  /** `address` is filled; `addressBytes` is a 32-bit length, in and out. */
  accept4(descriptor: number, address: Uint8Array, addressBytes: Uint32Array, flags: number): number;
  getsockname(descriptor: number, address: Uint8Array, addressBytes: Uint32Array): number;
  getpeername(descriptor: number, address: Uint8Array, addressBytes: Uint32Array): number;
  setsockopt(descriptor: number, level: number, name: number, value: Int32Array, sizeBytes: number): number;
  getsockopt(
    descriptor: number,
    level: number,
    name: number,
    value: Int32Array,
    sizeBytes: Uint32Array,
  ): number;
  /** `address`: of memory that never moves and is never given back, as a `FixedMemory` has it. */
  recv(descriptor: number, address: number, sizeBytes: number, flags: number): number;
  send(descriptor: number, data: Uint8Array, sizeBytes: number, flags: number): number;
  /** `messages`: the address of an array of `struct mmsghdr`, which does not move. */
  sendmmsg(descriptor: number, messages: number, count: number, flags: number): number;
  shutdown(descriptor: number, how: number): number;
  fcntl(descriptor: number, command: number, argument: number): number;
  close(descriptor: number): number;
  epoll_create1(flags: number): number;
  epoll_ctl(epoll: number, operation: number, descriptor: number, event: Uint32Array | null): number;
  epoll_wait(epoll: number, events: Uint32Array, count: number, timeoutMs: number): number;
  errno(): number;
}

const signatures = [
  "int socket(int domain, int type, int protocol)",
  "int bind(int fd, void *address, uint32_t size)",
  "int listen(int fd, int backlog)",
  "int connect(int fd, void *address, uint32_t size)",
  "int accept4(int fd, void *address, void *address_size, int flags)",
  "int getsockname(int fd, void *address, void *address_size)",
  "int getpeername(int fd, void *address, void *address_size)",
  "int setsockopt(int fd, int level, int name, void *value, uint32_t size)",
  "int getsockopt(int fd, int level, int name, void *value, void *size)",
  "long recv(int fd, uintptr_t data, size_t size, int flags)",
  "long send(int fd, void *data, size_t size, int flags)",
  "int sendmmsg(int fd, uintptr_t messages, uint32_t count, int flags)",
  "int shutdown(int fd, int how)",
  "int fcntl(int fd, int command, int argument)",
  "int close(int fd)",
  "int epoll_create1(int flags)",
  "int epoll_ctl(int epoll, int operation, int fd, void *event)",
  "int epoll_wait(int epoll, void *events, int count, int timeout)",
];

let bound: SocketCalls | undefined;

/** Bound at the first call. @throws Error where koffi cannot be loaded, saying what to do */
export function socketCalls(): SocketCalls {
  bound ??= bindAll();
  return bound;
}

function bindAll(): SocketCalls {
  try {
    const ffi = koffi();
    const library = ffi.load("libc.so.6");
    const functions = signatures.map((signature) => library.func(signature));
    const byName = Object.fromEntries(functions.map((call) => [call.info.name, call]));
    return { ...byName, errno: ffi.errno } as unknown as SocketCalls;
  } catch (cause) {
    throw new Error(
      "the balancer reaches the kernel's sockets by the npm package koffi and glibc's libc.so.6, and they cannot be " +
        "loaded here: run `npm ci` on Linux, with optional packages",
      { cause },
    );
  }
}
