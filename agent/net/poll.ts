import { throwAloud } from "./aloud.ts";
import { koffi } from "./libc.ts";
import { errno, systemError } from "./system-error.ts";

const { _tickCallback: tickCallback } = process as { readonly _tickCallback?: () => void };

/**
 * Calls `listener` whenever `descriptor` has something to read, on Node's own loop (libuv's `uv_poll_t`), or an error to
 * tell (the interface of a packet socket went down, netlink(7) told more than fitted): whoever reads hears of it.
 * It wakes 5 µs (median) after the data arrive. Level-triggered: read until nothing is left, or it is called again.
 * The descriptor stays the caller's: dispose this first, then close it. What `listener` throws ends the process aloud,
 * as anything that nobody catches: libuv's callback cannot pass it on, and would never be called again. What it left to
 * promises and `process.nextTick` is done when it returns, as after Node's own callbacks.
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
        runContinuations();
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

/**
 * koffi calls back outside of Node's callback scope: without this, whatever waits for a promise that `listener` fulfilled
 * waits until something else wakes the loop, be it a second or half a minute. `_tickCallback` is what Node itself calls
 * between two timers, 60 ns where nothing waits; it is not documented, and an empty setImmediate (1 µs) does the same.
 */
function runContinuations(): void {
  if (tickCallback === undefined) setImmediate(() => {});
  else tickCallback();
}
