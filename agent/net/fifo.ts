import { libc } from "./libc.ts";
import { checked } from "./system-error.ts";

/** Makes a FIFO (mkfifo(3)). Throws ERR_NET_…. */
export function makeFifo(path: string, mode: number): void {
  checked(`mkfifo ${path}`, libc().mkfifo(path, mode));
}
