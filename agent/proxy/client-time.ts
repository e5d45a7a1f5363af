import type { Timeouts } from "../config/haproxy/config.ts";

/** Since when a client's connection stands as it does between two exchanges, and how long it may. */
export class ClientTime {
  /** When the connection was accepted, or the last response ended. */
  idleSinceMs: number;
  /** When the first byte of the request under way came. */
  firstByteMs: number | undefined;
  /** Since when the client has more to read than it takes. */
  blockedSinceMs: number | undefined;

  constructor(nowMs: number) {
    this.idleSinceMs = nowMs;
  }

  get isBlocked(): boolean {
    return this.blockedSinceMs !== undefined;
  }

  /** Something of a request has come. */
  get hasBegun(): boolean {
    return this.firstByteMs !== undefined;
  }

  /** `isLater`: the connection has had an answer. Undefined: as long as it likes. */
  untilMs({ clientMs, httpRequestMs, httpKeepAliveMs }: Timeouts, isLater: boolean): number | undefined {
    if (this.blockedSinceMs !== undefined)
      return clientMs === undefined ? undefined : this.blockedSinceMs + clientMs;
    const requestMs = httpRequestMs ?? clientMs;
    const limitMs = isLater && !this.hasBegun ? (httpKeepAliveMs ?? requestMs) : requestMs;
    return limitMs === undefined ? undefined : (this.firstByteMs ?? this.idleSinceMs) + limitMs;
  }
}
