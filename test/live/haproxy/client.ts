import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** Sends bytes as they are and gives all that comes until the other side closes, or is silent for `quietMs`. */
export async function raw(
  port: number,
  pieces: readonly string[],
  options: { readonly quietMs?: number; readonly end?: boolean } = {},
): Promise<string> {
  const { quietMs = 250, end = false } = options;
  const silence = new Silence();
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  const { promise, resolve } = Promise.withResolvers<void>();
  let text = "";
  silence.await(longestReplyMs, resolve);
  socket.on("data", (bytes) => {
    text += bytes.toString("latin1");
    silence.await(quietMs, resolve);
  });
  socket.on("end", resolve);
  socket.on("error", () => resolve());
  for (const piece of pieces) {
    socket.write(piece, "latin1");
    if (pieces.length > 1) await sleep(20);
  }
  if (end) socket.end();
  await promise;
  silence[Symbol.dispose]();
  socket.destroy();
  return text;
}

/** The time-outs of the configurations are two seconds. */
const longestReplyMs = 6000;
const tickMs = 25;

/** A time in which nothing comes: only ticks that are punctual count, so that a machine that is busy does not seem silent. */
class Silence implements Disposable {
  #timer: NodeJS.Timeout | undefined;

  /** Begins anew. */
  await(silentMs: number, done: () => void): void {
    this[Symbol.dispose]();
    let left = Math.ceil(silentMs / tickMs);
    let dueMs = performance.now() + tickMs;
    const tick = () => {
      if (performance.now() < dueMs + tickMs) left -= 1;
      if (left <= 0) return done();
      dueMs = performance.now() + tickMs;
      this.#timer = setTimeout(tick, tickMs);
    };
    this.#timer = setTimeout(tick, tickMs);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}

/** Resolves when `count` has not changed for a while. */
export async function settled(count: () => number, silentMs = 500): Promise<void> {
  for (let before = -1; before !== count(); ) {
    before = count();
    const { promise, resolve } = Promise.withResolvers<void>();
    new Silence().await(silentMs, resolve);
    await promise;
  }
}

/** Waits until `check` holds; throws after ten seconds, which only means "hung". */
export async function until(what: string, check: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await check()) return;
    await sleep(20);
  }
  throw new Error(`waited in vain: ${what}`);
}
