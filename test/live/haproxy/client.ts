import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** Sends bytes as they are and gives all that comes until the other side closes, or is silent for `quietMs`. */
export async function raw(
  port: number,
  pieces: readonly string[],
  options: { readonly quietMs?: number; readonly end?: boolean } = {},
): Promise<string> {
  const { quietMs = 250, end = false } = options;
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  const { promise, resolve } = Promise.withResolvers<void>();
  let text = "";
  let timer = setTimeout(resolve, quietMs + 2000);
  socket.on("data", (bytes) => {
    text += bytes.toString("latin1");
    clearTimeout(timer);
    timer = setTimeout(resolve, quietMs);
  });
  socket.on("end", resolve);
  socket.on("error", () => resolve());
  for (const piece of pieces) {
    socket.write(piece, "latin1");
    if (pieces.length > 1) await sleep(20);
  }
  if (end) socket.end();
  await promise;
  clearTimeout(timer);
  socket.destroy();
  return text;
}

/** Waits until `check` holds; throws after ten seconds, which only means "hung". */
export async function until(what: string, check: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await check()) return;
    await sleep(20);
  }
  throw new Error(`waited in vain: ${what}`);
}
