import type { CheckResult } from "./result.ts";

/** What to send now; with a result, the check is over once that has gone. */
export interface CheckSend {
  readonly send: string;
  readonly result?: CheckResult;
}

/**
 * One run of one way to check a server, without I/O: what to send after connecting, and what the bytes that come mean.
 * @example const check = tcpChecker(); check.connected(); // { passed: true, status: "l4-ok" }
 */
export interface Checker {
  /** Another port than the server's. */
  readonly port?: number | undefined;
  /** What to send; a result when the connection alone decides. */
  connected(): CheckSend | CheckResult;
  /** Everything received so far, as ISO 8859-1; undefined while it does not suffice. */
  received(text: string, ended: boolean): CheckSend | CheckResult | undefined;
  /** No answer in time. */
  expired(connected: boolean): CheckResult;
  /** What to say of an error of the connection, where it is more than its name. */
  describe?(error: string, connected: boolean): string;
}
