import type { HistoryEvent } from "../history/event.ts";
import type { HistoryWriter } from "../history/writer.ts";
import { type LabTime, realTime } from "../runtime/time.ts";

/**
 * What the harness knows while a run is under way, kept up to date by the events as they are written down. It only
 * serves to choose moments; verdicts are made from the history.
 */
export class LiveView implements Disposable {
  readonly #vip: string;
  readonly #time: LabTime;
  readonly #owners = new Set<string>();
  readonly #waiting = new Set<() => void>();
  readonly #stop: () => void;
  #lastAdvert: { readonly node: string; readonly atMs: number } | undefined;
  #lastGoodReplyMs = 0;
  readonly #goodChecks = new Map<string, number>();
  readonly #capturing = new Set<string>();

  constructor(history: Pick<HistoryWriter, "subscribe">, vip: string, time: LabTime = realTime) {
    this.#vip = vip;
    this.#time = time;
    this.#stop = history.subscribe((event) => this.#see(event));
  }

  /** The nodes that hold the virtual IP; normally one. */
  get owners(): readonly string[] {
    return [...this.#owners];
  }

  /** The last VRRP packet on the wire. */
  get lastAdvert(): { readonly node: string; readonly atMs: number } | undefined {
    return this.#lastAdvert;
  }

  /** When the client last got a good answer from the service: its sending time. */
  get lastGoodReplyMs(): number {
    return this.#lastGoodReplyMs;
  }

  /** How many health checks of the balancer at `address` the node has answered well. */
  goodChecks(node: string, address: string): number {
    return this.#goodChecks.get(`${node} ${address}`) ?? 0;
  }

  /** Probes and captures that have said that they run. */
  get instruments(): ReadonlySet<string> {
    return this.#capturing;
  }

  /** Resolves to true when `condition` holds, to false after `timeoutMs`; rejects when `signal` aborts. */
  until(condition: () => boolean, timeoutMs: number, signal: AbortSignal): Promise<boolean> {
    return this.#time.until(condition, timeoutMs, signal, (look) => {
      this.#waiting.add(look);
      return () => this.#waiting.delete(look);
    });
  }

  [Symbol.dispose](): void {
    this.#stop();
  }

  #see(event: HistoryEvent): void {
    this.#note(event);
    for (const look of this.#waiting) look();
  }

  #note(event: HistoryEvent): void {
    if (event.kind === "address" && event.address.startsWith(`${this.#vip}/`)) {
      if (event.action === "add") this.#owners.add(event.node);
      else this.#owners.delete(event.node);
    } else if (event.kind === "node" && event.state !== "started") this.#owners.delete(event.node);
    else if (event.kind === "advert" && event.priority > 0) this.#lastAdvert = event;
    else if (event.kind === "health" && event.status === 200) this.#countCheck(event.node, event.remote);
    else if (event.kind === "capture" || event.kind === "probing") this.#capturing.add(instrument(event));
    else if (event.kind === "probe" && event.probe === "http" && event.replyMs !== null)
      this.#lastGoodReplyMs = Math.max(this.#lastGoodReplyMs, event.atMs);
  }

  #countCheck(node: string, remote: string): void {
    const key = `${node} ${plainAddress(remote)}`;
    this.#goodChecks.set(key, (this.#goodChecks.get(key) ?? 0) + 1);
  }
}

/** An IPv4 peer of an IPv6 socket is written `::ffff:192.168.1.101`. */
function plainAddress(remote: string): string {
  return remote.replace(/^::ffff:/, "");
}

function instrument(event: HistoryEvent & { kind: "capture" | "probing" }): string {
  return event.kind === "capture" ? "capture" : event.probe;
}
