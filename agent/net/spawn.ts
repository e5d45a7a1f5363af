import { constants as files } from "node:fs";
import { constants } from "node:os";
import { koffi } from "./libc.ts";
import { onReadable } from "./poll.ts";
import { systemError } from "./system-error.ts";

/** How a program ended: waitpid(2). */
export type Exit = { readonly code: number } | { readonly signal: number };

/** posix_spawn(3). */
const SETSIGDEF = 0x04;
const SETSIGMASK = 0x08;
const SETSID = 0x80;
const WNOHANG = 1;
/** The same on all architectures. */
const SYS_pidfd_open = 434;
/** More than these structures need, here and elsewhere; none is so small that JavaScript moves it. */
const structureBytes = 1024;

const signatures = {
  spawn:
    "int posix_spawnp(void *id, const char *file, void *actions, void *attributes, const char **argv, const char **env)",
  initAttributes: "int posix_spawnattr_init(void *attributes)",
  setFlags: "int posix_spawnattr_setflags(void *attributes, short flags)",
  setDefaults: "int posix_spawnattr_setsigdefault(void *attributes, void *signals)",
  setMask: "int posix_spawnattr_setsigmask(void *attributes, void *signals)",
  initActions: "int posix_spawn_file_actions_init(void *actions)",
  addOpen:
    "int posix_spawn_file_actions_addopen(void *actions, int fd, const char *path, int flags, int mode)",
  fill: "int sigfillset(void *signals)",
  wait: "int waitpid(int id, void *status, int options)",
  syscall: "long syscall(long number, long first, long second)",
  close: "int close(int fd)",
} as const;

type Calls = Readonly<Record<keyof typeof signatures, (...values: unknown[]) => number>>;

interface Prepared {
  readonly calls: Calls;
  readonly attributes: Uint8Array;
  readonly actions: Uint8Array;
  readonly env: readonly (string | null)[];
}

let prepared: Prepared | "impossible" | undefined;

/**
 * Starts a program in a session of its own, with /dev/null for all three streams, every signal as it is by default, and
 * the user and environment of this process. Unlike fork(2) it copies no page tables: with a heap like that of Node this
 * is a tenth of the work. `onExit` is called once, never before this returns. Returns the process's id; undefined: this
 * kernel has no pidfd_open(2). Throws ERR_NET_… where the program cannot be started.
 */
export function spawnQuietly(argv: readonly string[], onExit: (exit: Exit) => void): number | undefined {
  prepared ??= prepare();
  if (prepared === "impossible") return undefined;
  const { calls, attributes, actions, env } = prepared;
  const id = new Int32Array(1);
  const [file = ""] = argv;
  const number = calls.spawn(id, file, actions, attributes, [...argv, null], env);
  if (number !== 0) throw systemError(file, number);
  const [child = 0] = id;
  const descriptor = calls.syscall(SYS_pidfd_open, child, 0);
  if (descriptor < 0) return abandon(calls, child);
  const poll = onReadable(descriptor, () => {
    const status = new Int32Array(1);
    if (calls.wait(child, status, WNOHANG) !== child) return;
    poll[Symbol.dispose]();
    calls.close(descriptor);
    onExit(exitOf(status[0] ?? 0));
  });
  return child;
}

/** Too many files are open: whose end cannot be seen is not left running. */
function abandon(calls: Calls, child: number): never {
  const { EMFILE } = constants.errno;
  process.kill(child, "SIGKILL");
  calls.wait(child, new Int32Array(1), 0);
  throw systemError("pidfd_open", EMFILE);
}

function prepare(): Prepared | "impossible" {
  const library = koffi().load("libc.so.6");
  const entries = Object.entries(signatures).map(([name, signature]) => [name, library.func(signature)]);
  const calls = Object.fromEntries(entries) as Calls;
  const own = calls.syscall(SYS_pidfd_open, process.pid, 0);
  if (own < 0) return "impossible";
  calls.close(own);
  const structure = () => new Uint8Array(structureBytes);
  const [attributes, actions, signals] = [structure(), structure(), structure()];
  calls.initAttributes(attributes);
  calls.setFlags(attributes, SETSIGDEF | SETSIGMASK | SETSID);
  calls.setMask(attributes, signals);
  calls.fill(signals);
  calls.setDefaults(attributes, signals);
  calls.initActions(actions);
  for (const stream of [0, 1, 2]) calls.addOpen(actions, stream, "/dev/null", files.O_RDWR, 0);
  const env = Object.entries(process.env).map(([name, value]) => `${name}=${value}`);
  return { calls, attributes, actions, env: [...env, null] };
}

function exitOf(status: number): Exit {
  const signal = status & 0x7f;
  return signal === 0 ? { code: (status >> 8) & 0xff } : { signal };
}
