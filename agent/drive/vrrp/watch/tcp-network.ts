import { createHmac, randomBytes } from "node:crypto";
import { connect } from "node:net";
import type { VrrpInstance } from "../../../config/keepalived/config.ts";
import type { Netlink } from "../../../net/netlink.ts";
import { nonceBytes, type RouterId } from "../../../peer-watch/hello.ts";
import type { Mac } from "../../../peer-watch/seal.ts";
import type { VrrpLog } from "../log.ts";
import { TcpConnection } from "./connection.ts";
import { hostOf } from "./host.ts";
import { WatchListener } from "./listener.ts";
import type { Asker, Place, WatchConnection, WatchNetwork } from "./network.ts";
import { openSegmentAsker } from "./segment-asker.ts";

/** The real network; one for all instances of a daemon. */
export class TcpWatchNetwork implements WatchNetwork, Disposable {
  readonly #netlink: Netlink;
  readonly #log: VrrpLog;
  readonly #listeners = new Map<string, WatchListener>();

  constructor(netlink: Netlink, log: VrrpLog) {
    this.#netlink = netlink;
    this.#log = log;
  }

  readonly mac: Mac = (key, data) => createHmac("sha256", key).update(data).digest();

  nonce(): Uint8Array {
    return randomBytes(nonceBytes);
  }

  listen(
    place: Place,
    router: RouterId,
    accept: (connection: WatchConnection, first: Uint8Array) => void,
  ): Disposable {
    const key = `${hostOf(place, place.address)} ${place.port}`;
    const listener = this.#listeners.get(key) ?? new WatchListener(place, this.#log);
    this.#listeners.set(key, listener);
    const route = listener.add(router, accept);
    return {
      [Symbol.dispose]: () => {
        route[Symbol.dispose]();
        if (!listener.idle) return;
        listener[Symbol.dispose]();
        if (this.#listeners.get(key) === listener) this.#listeners.delete(key);
      },
    };
  }

  dial(from: Place, to: string): WatchConnection {
    const localAddress = hostOf(from, from.address);
    const socket = connect({ host: hostOf(from, to), port: from.port, localAddress });
    return new TcpConnection(socket, { own: from.address, peer: to, interfaceName: from.interfaceName });
  }

  openAsker(instance: VrrpInstance): Asker {
    return openSegmentAsker(instance, this.#netlink);
  }

  [Symbol.dispose](): void {
    for (const listener of this.#listeners.values()) listener[Symbol.dispose]();
    this.#listeners.clear();
  }
}
