import { koffi, libc } from "./libc.ts";
import { systemError } from "./system-error.ts";

/** capabilities(7): bits of the sets. */
const capabilities = {
  CAP_CHOWN: 0,
  CAP_DAC_READ_SEARCH: 2,
  CAP_KILL: 5,
  CAP_SETGID: 6,
  CAP_SETUID: 7,
  CAP_NET_BIND_SERVICE: 10,
  CAP_NET_ADMIN: 12,
  CAP_NET_RAW: 13,
  CAP_SYS_NICE: 23,
} as const;

export type Capability = keyof typeof capabilities;

/** Version 3 of capget(2): two times effective, permitted, inheritable, each of 32 bits. */
const version = 0x2008_0522;

/**
 * Gives up all capabilities but these, in the calling thread: the one that Node runs our code in. The system has no call
 * for the others (V8's, which compile and collect). A program that is started as root has all of them again. Throws
 * ERR_NET_SYSTEM.
 */
export function keepCapabilities(kept: readonly Capability[]): void {
  const library = koffi().load("libc.so.6");
  const get = library.func("int capget(void *header, void *data)");
  const set = library.func("int capset(void *header, void *data)");
  const header = new Uint32Array([version, 0]);
  const data = new Uint32Array(6);
  if (get(header, data) !== 0) throw systemError("capget", libc().errno());
  const bits = kept.reduce((mask, name) => mask | (1n << BigInt(capabilities[name])), 0n);
  for (const [index, half] of [Number(bits & 0xffff_ffffn), Number(bits >> 32n)].entries()) {
    const [effective, permitted] = [3 * index, 3 * index + 1];
    data[effective] = (data[effective] ?? 0) & half;
    data[permitted] = (data[permitted] ?? 0) & half;
  }
  if (set(header, data) !== 0) throw systemError("capset", libc().errno());
}
