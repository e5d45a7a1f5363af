import type { CheckResult } from "./result.ts";

/** Where to connect to; what is undefined is as for the server's checks. */
export interface CheckTarget {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly sendProxy: boolean;
  /** What the server's line says of its checks (`check-send-proxy`) counts as well. */
  readonly likeServer?: true;
  /** The connection ends like any other; else with a reset. */
  readonly linger: boolean;
}

/** What to do now: first to send, then, once that has gone, to connect anew or to be over. */
export interface CheckMove {
  readonly send?: string;
  readonly connect?: CheckTarget;
  readonly result?: CheckResult;
}

/** What a check knows of the server that it is about. */
export interface CheckedServer {
  readonly up: boolean;
  /** What the header of `http-check send-state` says. */
  readonly state: () => string;
}

/**
 * One run of one way to check a server, without I/O: where to connect to, what to send, and what the bytes that come
 * mean. An empty move waits.
 * @example const check = checkerFor(backend); check.begin(); // { connect: { sendProxy: false, linger: false } }
 */
export interface Checker {
  begin(): CheckMove;
  connected(nowMs: number): CheckMove;
  /** Everything received on this connection so far, as ISO 8859-1. */
  received(text: string, ended: boolean): CheckMove;
  /** No answer in time. */
  expired(connected: boolean): CheckResult;
  /** An error of the connection. */
  failed(error: string, connected: boolean): CheckResult;
}
