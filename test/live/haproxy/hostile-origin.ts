import { createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const plain = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nplain";

/** What a server does once it has the first bytes of a request for this path. */
const conducts: Readonly<Record<string, (socket: Socket) => unknown>> = {
  plain: (socket) => socket.write(plain),
  never: () => {},
  late: async (socket) => {
    await sleep(1200);
    socket.write(plain);
  },
  twice: (socket) => socket.write(plain + plain.replace("plain", "twice")),
  "half-head": (socket) => socket.write("HTTP/1.1 200 OK\r\nContent-"),
  early: (socket) => socket.end(plain.replace("200 OK", "413 Too Large")),
  leave: (socket) => socket.destroy(),
  "endless-header": (socket) => socket.write(`HTTP/1.1 200 OK\r\nX: ${"a".repeat(100_000)}`),
  unread: (socket) => socket.pause(),
};

/** A server that answers at the wrong time, or not at all, as the path asks. Other paths are never answered. */
export function startUnreliable(port: number): Promise<void> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      const [, path = ""] = /^(?:GET|POST) \/(\S*) /.exec(bytes.toString("latin1")) ?? [];
      conducts[path]?.(socket);
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(port, "127.0.0.1", resolve);
  return promise;
}
