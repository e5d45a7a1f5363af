import type { Backend } from "../config/haproxy/config.ts";
import type { Checker } from "./checker.ts";
import { type CheckedServer, httpChecker } from "./http.ts";
import { tcpChecker } from "./tcp.ts";
import { tcpCheckChecker } from "./tcp-check.ts";

type CheckWishes = Pick<Backend, "httpCheck" | "tcpCheck">;

/** The kinds of health check [T]. */
const checkers = { tcp: tcpChecker, http: httpChecker, conversation: tcpCheckChecker } as const;

/** The check that a backend asks for. */
export function checkerFor({ httpCheck, tcpCheck }: CheckWishes, server?: CheckedServer): Checker {
  if (tcpCheck) return checkers.conversation(tcpCheck);
  return httpCheck ? checkers.http(httpCheck, server) : checkers.tcp();
}
