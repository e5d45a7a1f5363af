import type { SessionSettings } from "./settings.ts";

/** Where an exchange stands, as its time limits see it. */
export interface Stance {
  /** The server's connection is there. */
  readonly open: boolean;
  readonly requestDone: boolean;
  /** The response has begun. */
  readonly started: boolean;
  readonly tunnel: boolean;
}

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
  #blocked = false;

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
    this.#blocked = blocked;
    this.#clientMs = nowMs;
    if (!blocked) this.#serverMs = nowMs;
  }

  deadline(stance: Stance): Deadline | undefined {
    const [client, server] = [this.#client(stance), this.#server(stance)];
    return client && server ? (client.atMs <= server.atMs ? client : server) : (client ?? server);
  }

  #server({ open, requestDone, started }: Stance): Deadline | undefined {
    const limitMs = this.#settings.backend?.config.timeouts.serverMs;
    const waits = open && (requestDone || started) && !this.#blocked;
    return waits && limitMs !== undefined ? { atMs: this.#serverMs + limitMs, who: "s" } : undefined;
  }

  #client({ open, requestDone, tunnel }: Stance): Deadline | undefined {
    const limitMs = this.#settings.frontend.timeouts.clientMs;
    if (!open || limitMs === undefined || (requestDone && !this.#blocked && !tunnel)) return undefined;
    return { atMs: Math.max(this.#clientMs, tunnel ? this.#serverMs : 0) + limitMs, who: "c" };
  }
}

/** The earlier of two times; undefined is never. */
export function earliest(oneMs: number | undefined, otherMs: number | undefined): number | undefined {
  return oneMs !== undefined && otherMs !== undefined ? Math.min(oneMs, otherMs) : (oneMs ?? otherMs);
}
