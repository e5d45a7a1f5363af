import { koffi, libc } from "./libc.ts";
import { systemError } from "./system-error.ts";

/** `linux/audit.h`, and the number of setgroups(2), by Node's name of the architecture. */
const machines: Readonly<Record<string, { readonly audit: number; readonly setgroups: number }>> = {
  x64: { audit: 0xc000003e, setgroups: 116 },
  arm64: { audit: 0xc00000b7, setgroups: 159 },
};

/** Classic BPF over `struct seccomp_data` (seccomp(2)): the call's number at offset 0, the architecture at 4. */
const loadWord = 0x20;
const jumpEqual = 0x15;
const give = 0x06;
const allow = 0x7fff0000;
/** SECCOMP_RET_ERRNO with error 0: the call does nothing and succeeds. */
const succeed = 0x00050000;

const PR_SET_SECCOMP = 22;
const SECCOMP_MODE_FILTER = 2;

/**
 * From here on this thread, and whatever it becomes or starts, succeeds in setgroups(2) without doing it. Needs
 * CAP_SYS_ADMIN in its user namespace. Where only one user is mapped there are no groups to give up, and the kernel
 * refuses the call.
 */
export function ignoreSetgroups(architecture: string = process.arch): void {
  const machine = machines[architecture];
  if (machine === undefined) return; // an architecture that nobody has tried
  const filter = setgroupsFilter(machine);
  const program = new ArrayBuffer(16); // struct sock_fprog: how many, then where
  const view = new DataView(program);
  view.setUint16(0, filter.length / 8, true);
  view.setBigUint64(8, koffi().address(filter), true);
  const prctl = koffi().load("libc.so.6").func("int prctl(int option, unsigned long mode, void *program)");
  const result = prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, new Uint8Array(program));
  if (result !== 0) throw systemError("prctl (PR_SET_SECCOMP)", libc().errno());
}

/** Instructions of 8 bytes: code, two jumps, a value. */
export function setgroupsFilter({ audit, setgroups }: { audit: number; setgroups: number }): Uint8Array {
  const instructions = [
    [loadWord, 0, 0, 4],
    [jumpEqual, 0, 3, audit],
    [loadWord, 0, 0, 0],
    [jumpEqual, 0, 1, setgroups],
    [give, 0, 0, succeed],
    [give, 0, 0, allow],
  ] as const;
  const view = new DataView(new ArrayBuffer(instructions.length * 8));
  for (const [index, [code, jumpTrue, jumpFalse, value]] of instructions.entries()) {
    view.setUint16(index * 8, code, true);
    view.setUint8(index * 8 + 2, jumpTrue);
    view.setUint8(index * 8 + 3, jumpFalse);
    view.setUint32(index * 8 + 4, value, true);
  }
  return new Uint8Array(view.buffer);
}
