import type { HttpCheck } from "../config/haproxy/config.ts";
import type { Checker } from "./checker.ts";
import { httpChecker } from "./http.ts";
import { tcpChecker } from "./tcp.ts";

/** The kinds of health check [T]. */
const checkers = { tcp: tcpChecker, http: httpChecker } as const;

/** The check that a backend asks for. */
export function checkerFor(httpCheck: HttpCheck | undefined): Checker {
  return httpCheck ? checkers.http(httpCheck) : checkers.tcp();
}
