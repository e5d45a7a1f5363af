import { throwAloud } from "./aloud.ts";
import { koffi } from "./libc.ts";
import { errno, systemError } from "./system-error.ts";

/**
 * Calls `listener` whenever `descriptor` has something to read, on Node's own loop (libuv's `uv_poll_t`), or an error to
 * tell (the interface of a packet socket went down, netlink(7) told more than fitted): whoever reads hears of it.
 * It wakes 5 µs (median) after the data arrive. Level-triggered: read until nothing is left, or it is called again.
 * The descriptor stays the caller's: dispose this first, then close it. What `listener` throws ends the process aloud,
 * as anything that nobody catches: libuv's callback cannot pass it on, and would never be called again.
 */
export function onReadable(descriptor: number, listener: () => void): Disposable {
  let open = true;
  let handle = start();
  return {
    [Symbol.dispose]() {
      if (!open) return;
      open = false;
      end();
    },
  };

  function start() {
    return koffi().node.poll(descriptor, { readable: true }, ((status: number) => {
      try {
        tell(status);
      } catch (error) {
        throwAloud(error);
      }
    }) as never);
  }

  function tell(status: number): void {
    if (status === -errno.EBADF) startAgain();
    else if (status < 0) throw systemError("uv_poll", -status);
    else listener();
  }

  /** libuv stops at any error of a socket, and calls all of them EBADF. */
  function startAgain(): void {
    end();
    listener();
    if (open) handle = start();
  }

  function end(): void {
    handle.stop();
    handle.close();
  }
}
