import { createServer, type Server, type Socket } from "node:net";
import { askedFor, type RouterId, sameRouter } from "../../../peer-watch/hello.ts";
import type { VrrpLog } from "../log.ts";
import { TcpConnection } from "./connection.ts";
import { hostOf } from "./host.ts";
import type { Place, WatchConnection } from "./network.ts";

type Accept = (connection: WatchConnection, first: Uint8Array) => void;

interface Route {
  readonly router: RouterId;
  readonly accept: Accept;
}

/** Connections at a time that have not yet said whom they want, and how long they may take to say it. */
const mostStrangers = 16;
const strangerMs = 1000;
/** The port may be somebody's for a moment: a daemon that is about to end. */
const tryAgainMs = 5000;

/** The port on one address, for all instances that have this address. */
export class WatchListener implements Disposable {
  readonly #routes = new Set<Route>();
  readonly #strangers = new Set<Socket>();
  readonly #place: Place;
  readonly #log: VrrpLog;
  #server: Server | undefined;
  #retry: NodeJS.Timeout | undefined;
  #told = false;

  constructor(place: Place, log: VrrpLog) {
    this.#place = place;
    this.#log = log;
    this.#open();
  }

  get idle(): boolean {
    return this.#routes.size === 0;
  }

  add(router: RouterId, accept: Accept): Disposable {
    const route = { router, accept };
    this.#routes.add(route);
    return { [Symbol.dispose]: () => this.#routes.delete(route) };
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#retry);
    this.#server?.close();
    for (const socket of this.#strangers) socket.destroy();
  }

  #open(): void {
    const { port } = this.#place;
    const server = createServer({ noDelay: true }, (socket) => this.#greet(socket));
    server.on("error", (error) => {
      if (!this.#told) this.#log.warning(`no watch connections: ${error.message}`);
      this.#told = true;
      this.#retry = setTimeout(() => this.#open(), tryAgainMs).unref();
    });
    server.listen({ host: hostOf(this.#place, this.#place.address), port });
    this.#server = server;
  }

  /** The first frame says which router it is about. */
  #greet(socket: Socket): void {
    const { localAddress, remoteAddress } = socket;
    if (this.#strangers.size >= mostStrangers || localAddress === undefined || remoteAddress === undefined) {
      socket.destroy();
      return;
    }
    const connection = new TcpConnection(socket, {
      own: localAddress,
      peer: remoteAddress,
      interfaceName: this.#place.interfaceName,
    });
    this.#strangers.add(socket);
    const timer = setTimeout(() => socket.destroy(), strangerMs);
    const leave = () => {
      clearTimeout(timer);
      this.#strangers.delete(socket);
    };
    socket.once("close", leave);
    let first: Uint8Array = new Uint8Array();
    socket.on("data", (bytes: Uint8Array) => {
      first = Uint8Array.of(...first, ...bytes);
      const router = askedFor(first);
      if (router === "more") return;
      leave();
      const route = router === "nobody" ? undefined : this.#routeTo(router);
      if (route === undefined) socket.destroy();
      else route.accept(connection, first);
    });
  }

  #routeTo(router: RouterId): Route | undefined {
    return [...this.#routes].findLast((route) => sameRouter(route.router, router));
  }
}
