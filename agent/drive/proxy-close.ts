import type { Socket } from "node:net";

/** After our end is closed, the client has so long to close its own: its last reply must not be lost to a reset. */
const lingerMs = 1000;

/**
 * Ends a client's connection behind what was written: a client that reads slowly gets all of it, as long as it
 * takes some within `flushMs` each time. Whatever it still sends is read and dropped.
 */
export function closeGently(socket: Socket, flushMs: number | undefined): void {
  let linger: NodeJS.Timeout | undefined;
  socket.once("finish", () => {
    linger = setTimeout(() => socket.destroy(), lingerMs).unref();
  });
  socket.once("close", () => clearTimeout(linger));
  socket.once("end", () => socket.destroySoon());
  // Node's own timer counts what the kernel takes as a sign of life, also of a piece that is only half written.
  if (flushMs !== undefined) socket.setTimeout(flushMs, () => socket.destroy());
  socket.end();
  socket.resume();
  if (socket.readableEnded) socket.destroySoon();
}
