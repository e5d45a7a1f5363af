import type { ServerLink } from "./proxy-link.ts";

/** As HAProxy's `pool-purge-delay`: who was not needed for so long goes. */
const purgeMs = 5000;

/** Server connections that wait for the next request, per server; the latest used is taken first. */
export class IdleLinks implements Disposable {
  readonly #links = new Map<string, { readonly link: ServerLink; readonly sinceMs: number }[]>();
  readonly #timer = setInterval(() => this.#purge(performance.now() - purgeMs), purgeMs / 5).unref();

  put(link: ServerLink): void {
    link.owner = undefined;
    link.socket.resume();
    const list = this.#links.get(link.key) ?? [];
    this.#links.set(link.key, list);
    list.push({ link, sinceMs: performance.now() });
    link.onClose = () => this.#forget(link);
  }

  take(key: string): ServerLink | undefined {
    const list = this.#links.get(key);
    for (let entry = list?.pop(); entry; entry = list?.pop()) {
      const { socket } = entry.link;
      if (!socket.destroyed && socket.readable && socket.writable) return entry.link;
      entry.link.close();
    }
    return undefined;
  }

  #forget(link: ServerLink): void {
    const list = this.#links.get(link.key) ?? [];
    const at = list.findIndex((entry) => entry.link === link);
    if (at >= 0) list.splice(at, 1);
  }

  #purge(beforeMs: number): void {
    for (const list of this.#links.values()) {
      while (list[0] && list[0].sinceMs < beforeMs) list.shift()?.link.close();
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#purge(Number.POSITIVE_INFINITY);
  }
}
