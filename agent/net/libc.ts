import { createRequire } from "node:module";
import type * as Koffi from "koffi";

/**
 * System calls of the C library, with their plain results: −1 means that `errno()` says why.
 * Turn a result into an error with `checked` from `system-error.ts`.
 */
export interface Libc {
  socket(domain: number, type: number, protocol: number): number;
  bind(descriptor: number, address: Uint8Array, sizeBytes: number): number;
  connect(descriptor: number, address: Uint8Array, sizeBytes: number): number;
  setsockopt(descriptor: number, level: number, name: number, value: Uint8Array, sizeBytes: number): number;
  send(descriptor: number, data: Uint8Array, sizeBytes: number, flags: number): number;
  sendto(
    descriptor: number,
    data: Uint8Array,
    sizeBytes: number,
    flags: number,
    address: Uint8Array | null,
    addressBytes: number,
  ): number;
  recv(descriptor: number, data: Uint8Array, sizeBytes: number, flags: number): number;
  /** `address` is filled; `addressBytes` is a 32-bit length, in and out. */
  recvfrom(
    descriptor: number,
    data: Uint8Array,
    sizeBytes: number,
    flags: number,
    address: Uint8Array,
    addressBytes: Uint32Array,
  ): number;
  /** `message`: a `struct msghdr` outside of JavaScript's memory. */
  recvmsg(descriptor: number, message: unknown, flags: number): number;
  /** `argument` is read or filled. */
  ioctl(descriptor: number, request: number, argument: Uint8Array): number;
  close(descriptor: number): number;
  /** 0 when no interface has this name. */
  if_nametoindex(name: string): number;
  setuid(user: number): number;
  setgid(group: number): number;
  /** `address` is filled; `addressBytes` is a 32-bit length, in and out. */
  getsockname(descriptor: number, address: Uint8Array, addressBytes: Uint32Array): number;
  flock(descriptor: number, operation: number): number;
  /** `parameter`: the priority, a 32-bit number. */
  sched_setscheduler(process: number, policy: number, parameter: Uint8Array): number;
  clock_gettime(clock: number, time: Uint8Array): number;
  mkfifo(path: string, mode: number): number;
  setns(descriptor: number, kind: number): number;
  errno(): number;
}

const signatures = [
  "int socket(int domain, int type, int protocol)",
  "int bind(int fd, void *address, uint32_t size)",
  "int connect(int fd, void *address, uint32_t size)",
  "int setsockopt(int fd, int level, int name, void *value, uint32_t size)",
  "long send(int fd, void *data, size_t size, int flags)",
  "long sendto(int fd, void *data, size_t size, int flags, void *address, uint32_t address_size)",
  "long recv(int fd, void *data, size_t size, int flags)",
  "long recvfrom(int fd, void *data, size_t size, int flags, void *address, void *address_size)",
  "long recvmsg(int fd, void *message, int flags)",
  "int ioctl(int fd, unsigned long request, void *argument)",
  "int close(int fd)",
  "unsigned int if_nametoindex(const char *name)",
  "int setuid(uint32_t user)",
  "int setgid(uint32_t group)",
  "int getsockname(int fd, void *address, void *address_size)",
  "int flock(int fd, int operation)",
  "int sched_setscheduler(int pid, int policy, void *parameter)",
  "int clock_gettime(int clock, void *time)",
  "int mkfifo(const char *path, uint32_t mode)",
  "int setns(int fd, int kind)",
];

let loaded: Libc | undefined;

/** The C library; loaded at the first call, so that programs which need no raw socket start without it. */
export function libc(): Libc {
  loaded ??= bindAll();
  return loaded;
}

/** The FFI library itself, loaded at the first call: it exists on Linux only for our purposes. */
export function koffi(): typeof Koffi {
  return createRequire(import.meta.url)("koffi");
}

function bindAll(): Libc {
  // Held here: to look a module up asks the file system, and that would be the errno that one gets to see.
  const ffi = koffi();
  const library = ffi.load("libc.so.6");
  const functions = signatures.map((signature) => library.func(signature));
  const byName = Object.fromEntries(functions.map((call) => [call.info.name, call]));
  return { ...byName, errno: () => ffi.errno() } as unknown as Libc;
}
