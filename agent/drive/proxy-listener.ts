import { createServer, type Server, type Socket } from "node:net";
import type { BindAddress } from "../config/haproxy/config.ts";

/** Listens on an address; rejects with the error of the system. */
export function listen(bind: BindAddress, accept: (socket: Socket) => void): Promise<Server> {
  const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: false }, accept);
  const { promise, resolve, reject } = Promise.withResolvers<Server>();
  server.once("error", reject);
  // Like HAProxy: a new process may listen before the old one leaves.
  const { host, port, descriptor } = bind;
  const where = descriptor === undefined ? { host, port, reusePort: true } : { fd: descriptor };
  server.listen({ ...where, backlog: 4096 }, () => {
    server.off("error", reject);
    // E.g. no descriptors left: those who are here stay served.
    server.on("error", () => {});
    resolve(server);
  });
  return promise;
}
