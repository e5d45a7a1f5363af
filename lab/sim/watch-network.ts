import type { VrrpInstance } from "../../agent/config/keepalived/config.ts";
import type { Asker, Place, WatchConnection, WatchNetwork } from "../../agent/drive/vrrp/watch/network.ts";
import { askedFor, nonceBytes, type RouterId, sameRouter } from "../../agent/peer-watch/hello.ts";
import { macBytes } from "../../agent/peer-watch/seal.ts";
import { SimAsker } from "./asker.ts";
import type { SimInterface } from "./interface.ts";
import type { SimProcess } from "./process.ts";
import { connected } from "./segment.ts";
import { StreamEnd } from "./stream.ts";
import type { Timeline } from "./timeline.ts";
import { within } from "./timing.ts";

type Accept = (connection: WatchConnection, first: Uint8Array) => void;

interface Route {
  readonly router: RouterId;
  readonly accept: Accept;
}

export interface WatchNetworkOptions {
  readonly process: SimProcess;
  readonly interfaces: ReadonlyMap<string, SimInterface>;
  readonly timeline: Timeline;
  readonly random: () => number;
}

/** TCP asks again when nobody answers its first packet. */
const dialAgainMs = [1000, 2000, 4000, 8000] as const;

/** The watch connections of one daemon: `agent/drive/vrrp/watch/network.ts` on the simulated network. */
export class SimWatchNetwork implements WatchNetwork {
  readonly #options: WatchNetworkOptions;
  readonly #ends = new Set<StreamEnd>();
  readonly #routes = new Map<string, Set<Route>>();

  constructor(options: WatchNetworkOptions) {
    this.#options = options;
  }

  /** No cryptography: nobody forges anything here. FNV-1a over both, drawn out. */
  mac(key: Uint8Array, data: Uint8Array): Uint8Array {
    let state = 0x811c9dc5;
    for (const bytes of [key, data]) for (const byte of bytes) state = Math.imul(state ^ byte, 0x01000193);
    return Uint8Array.from({ length: macBytes }, () => {
      state = Math.imul(state ^ (state >>> 13), 0x01000193);
      return state >>> 24;
    });
  }

  nonce(): Uint8Array {
    return Uint8Array.from({ length: nonceBytes }, () => Math.floor(this.#options.random() * 256));
  }

  listen({ address, port }: Place, router: RouterId, accept: Accept): Disposable {
    const key = `${address} ${port}`;
    const routes = this.#routes.get(key) ?? new Set<Route>();
    this.#routes.set(key, routes);
    const route = { router, accept };
    routes.add(route);
    const at = this.#at(address);
    at?.ports.set(port, (dialer) => this.#accept(key, dialer));
    return {
      [Symbol.dispose]: () => {
        routes.delete(route);
        if (routes.size === 0) at?.ports.delete(port);
      },
    };
  }

  dial({ address, port }: Place, to: string): WatchConnection {
    const at = this.#at(address);
    const end = this.#end(at);
    const closed = () => this.#options.process.wake(() => end?.listener?.closed());
    let isConnected = () => {};
    const attempt = (count: number) => {
      if (at === undefined || end === undefined || !this.#options.process.alive) return;
      const target = at.segment.interfaces.find((each) => each.has(to) && connected(at, each));
      const { timing } = at.segment;
      const again = dialAgainMs[count];
      if (target === undefined || (timing.loss > 0 && this.#options.random() < timing.loss)) {
        if (again === undefined) closed();
        else this.#later(again, () => attempt(count + 1));
        return;
      }
      const accept = target.ports.get(port);
      if (accept === undefined)
        return this.#later(2 * within(timing.deliveryMs, this.#options.random), closed);
      end.other = accept(end);
      this.#later(2 * within(timing.deliveryMs, this.#options.random), () =>
        this.#options.process.wake(() => isConnected()),
      );
    };
    this.#later(0, () => attempt(0));
    const connection = connectionOf(end, address, to);
    return {
      ...connection,
      follow: (listener) => {
        isConnected = () => listener.connected();
        connection.follow(listener);
      },
    };
  }

  openAsker(instance: VrrpInstance): Asker {
    const at = this.#options.interfaces.get(instance.interfaceName);
    if (at === undefined) throw new Error(`no interface ${instance.interfaceName}`);
    return new SimAsker(instance, at, this.#options.process);
  }

  /** The process has ended; `silently`: its machine with it. */
  end(silently: boolean): void {
    for (const each of this.#options.interfaces.values()) each.ports.clear();
    for (const end of this.#ends) {
      if (silently) end.vanish();
      else end.close();
    }
    this.#ends.clear();
  }

  /** Our end of a connection that another one dials; its first bytes say whom it wants. */
  #accept(key: string, dialer: StreamEnd): StreamEnd | undefined {
    const [address = ""] = key.split(" ");
    const end = this.#end(this.#at(address));
    if (end === undefined) return undefined;
    end.other = dialer;
    let first: Uint8Array = new Uint8Array();
    end.follow({
      closed: () => {},
      data: (bytes) => {
        first = Uint8Array.of(...first, ...bytes);
        const router = askedFor(first);
        if (router === "more") return;
        const routes = [...(this.#routes.get(key) ?? [])];
        const route =
          router === "nobody" ? undefined : routes.findLast((each) => sameRouter(each.router, router));
        if (route === undefined) end.close();
        else route.accept(connectionOf(end, address, dialer.at.address), first);
      },
    });
    return end;
  }

  #end(at: SimInterface | undefined): StreamEnd | undefined {
    if (at === undefined) return undefined;
    const { process, timeline, random } = this.#options;
    for (const known of this.#ends) if (known.over) this.#ends.delete(known);
    const end = new StreamEnd(at, process, timeline, random);
    this.#ends.add(end);
    return end;
  }

  #at(address: string): SimInterface | undefined {
    return [...this.#options.interfaces.values()].find((each) => each.has(address));
  }

  #later(ms: number, run: () => void): void {
    this.#options.timeline.at(this.#options.timeline.nowMs + ms, run);
  }
}

function connectionOf(end: StreamEnd | undefined, own: string, peer: string): WatchConnection {
  return {
    own,
    peer,
    follow: (listener) => end?.follow(listener),
    send: (bytes) => end?.send(bytes),
    sendBeat: (bytes) => end?.sendBeat(bytes),
    receiveBeat: () => end?.receiveBeat(),
    close: () => end?.close(),
  };
}
