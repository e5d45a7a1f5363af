import { koffi } from "./libc.ts";
import { systemError } from "./system-error.ts";

/** `uv_signal_t` in libuv's list of handle types. */
const signalType = 16;

/**
 * Calls `listener` on Node's own loop when one of these signals arrives, for those that have no name in Node (the
 * real-time ones). Does not keep the process alive. Once a process. Throws ERR_NET_SYSTEM.
 */
export function onSignalNumbers(numbers: readonly number[], listener: (number: number) => void): Disposable {
  const native = koffi();
  // Node exports the libuv that it runs on.
  const uv = native.load(null);
  const callback = native.pointer(native.proto("void uv_signal_cb(void *handle, int number)"));
  const sizeBytes = Number(uv.func("size_t uv_handle_size(int type)")(signalType));
  const loop = uv.func("void *uv_default_loop()")();
  const init = uv.func("int uv_signal_init(void *loop, void *handle)");
  const start = uv.func("uv_signal_start", "int", ["void *", callback, "int"]);
  const unref = uv.func("void uv_unref(void *handle)");
  const stop = uv.func("int uv_signal_stop(void *handle)");
  const registered = native.register((_: unknown, number: number) => listener(number), callback);
  // The memory stays when they are stopped: libuv may still have them in a queue.
  const handles = numbers.map((number) => {
    const handle = native.alloc("uint8_t", sizeBytes);
    check(init(loop, handle));
    check(start(handle, registered, number));
    unref(handle);
    return handle;
  });
  return {
    [Symbol.dispose]() {
      for (const handle of handles) stop(handle);
    },
  };
}

function check(status: number): void {
  if (status < 0) throw systemError("uv_signal", -status);
}
