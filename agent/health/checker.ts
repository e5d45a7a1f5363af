import type { CheckResult } from "./result.ts";

/**
 * One way to check a server, without I/O: what to send after connecting, and what the bytes that come mean.
 * @example const check = tcpChecker(); check.connected(); // { passed: true, status: "l4-ok" }
 */
export interface Checker {
  /** What to send; a result when the connection alone decides. */
  connected(): { readonly send: string } | CheckResult;
  /** Everything received so far, as ISO 8859-1; undefined while it does not suffice. */
  received(text: string, ended: boolean): CheckResult | undefined;
  /** No answer in time. */
  expired(connected: boolean): CheckResult;
}
