import type { Checker } from "./checker.ts";

/** A server that accepts a connection is well. */
export function tcpChecker(): Checker {
  return {
    connected: () => ({ passed: true, status: "l4-ok" }),
    received: () => undefined,
    expired: () => ({ passed: false, status: "l4-timeout" }),
  };
}
