import type { SessionSettings } from "./settings.ts";
import { tunnelLimit } from "./tunnel-time.ts";

/** Where an exchange stands, as its time limits see it. */
export interface Stance {
  /** The server's connection is there. */
  readonly open: boolean;
  readonly requestDone: boolean;
  /** The response has passed on whole. */
  readonly answered: boolean;
  readonly tunnel: boolean;
  readonly clientEnded: boolean;
  readonly serverEnded: boolean;
}

const never = Number.POSITIVE_INFINITY;

export interface Deadline {
  readonly atMs: number;
  /** Who is waited for: c the client, s the server. */
  readonly who: "c" | "s";
}

/** When each side of an exchange moved last, and so how long it may stay still: `timeout client`, `timeout server`. */
export class Activity {
  readonly #settings: SessionSettings;
  #clientMs: number;
  #serverMs = 0;
  #clientBlocked = false;
  #serverBlocked = false;

  constructor(settings: SessionSettings, nowMs: number) {
    this.#settings = settings;
    this.#clientMs = nowMs;
  }

  client(nowMs: number): void {
    this.#clientMs = nowMs;
  }

  server(nowMs: number): void {
    this.#serverMs = nowMs;
  }

  /** The client has enough to read: meanwhile nobody waits for the server. */
  clientBlocked(blocked: boolean, nowMs: number): void {
    this.#clientBlocked = blocked;
    this.#clientMs = nowMs;
    if (!blocked) this.#serverMs = nowMs;
  }

  /** The server takes no more of the request: meanwhile nobody waits for the client. */
  serverBlocked(blocked: boolean, nowMs: number): void {
    if (this.#serverBlocked && !blocked) this.#clientMs = nowMs;
    this.#serverBlocked = blocked;
    this.#serverMs = nowMs;
  }

  deadline(stance: Stance): Deadline | undefined {
    if (stance.tunnel && stance.open) return this.#tunnel(stance);
    const [clientMs, serverMs] = [this.#clientUntilMs(stance), this.#serverUntilMs(stance)];
    const atMs = Math.min(clientMs, serverMs);
    return atMs === never ? undefined : { atMs, who: clientMs <= serverMs ? "c" : "s" };
  }

  /** When that is; asked for behind every event. */
  untilMs(stance: Stance): number | undefined {
    if (stance.tunnel && stance.open) return this.#tunnel(stance)?.atMs;
    const atMs = Math.min(this.#clientUntilMs(stance), this.#serverUntilMs(stance));
    return atMs === never ? undefined : atMs;
  }

  #tunnel({ clientEnded, serverEnded }: Stance): Deadline | undefined {
    const { frontend, backend } = this.#settings;
    const limit = tunnelLimit(frontend.timeouts, backend?.config.timeouts, { clientEnded, serverEnded });
    return limit && { atMs: Math.max(this.#clientMs, this.#serverMs) + limit.limitMs, who: limit.who };
  }

  /** As HAProxy it also runs while the request is on its way: each part of it that the server takes starts it anew. */
  #serverUntilMs({ open, answered }: Stance): number {
    const limitMs = this.#settings.backend?.config.timeouts.serverMs;
    const waits = open && !this.#clientBlocked && (!answered || this.#serverBlocked);
    return waits && limitMs !== undefined ? this.#serverMs + limitMs : never;
  }

  #clientUntilMs({ open, requestDone }: Stance): number {
    const limitMs = this.#settings.frontend.timeouts.clientMs;
    const waits = open && !this.#serverBlocked && (!requestDone || this.#clientBlocked);
    return waits && limitMs !== undefined ? this.#clientMs + limitMs : never;
  }
}

/** The earlier of two times; undefined is never. */
export function earliest(oneMs: number | undefined, otherMs: number | undefined): number | undefined {
  return oneMs !== undefined && otherMs !== undefined ? Math.min(oneMs, otherMs) : (oneMs ?? otherMs);
}
