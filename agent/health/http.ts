import type { HttpCheck } from "../config/haproxy/config.ts";
import type { Checker } from "./checker.ts";
import { judgeExpect } from "./http-expect.ts";
import type { CheckResult } from "./result.ts";

/** An answer beyond this is judged by what is there. */
const maximumBytes = 16_384;

/** What a check may want to know of the server that it asks. */
export interface CheckedServer {
  readonly up: boolean;
  /** What the header of `http-check send-state` says. */
  readonly state: () => string;
}

/** `option httpchk`: by default every 2xx and 3xx passes. */
export function httpChecker(check: HttpCheck, server?: CheckedServer): Checker {
  return {
    connected: () => ({ send: requestOf(check, server) }),
    received: (text, ended) => judge(check, text, ended || text.length >= maximumBytes, server?.up !== false),
    expired: (connected) => ({ passed: false, status: connected ? "l7-timeout" : "l4-timeout" }),
  };
}

function requestOf(check: HttpCheck, server: CheckedServer | undefined): string {
  const body = check.body ?? "";
  const lines = [
    `${check.method} ${check.uri} ${check.version}`,
    ...(check.sendState && server ? [`x-haproxy-server-state: ${server.state()}`] : []),
    ...check.headers.map(([name, value]) => `${name.toLowerCase()}: ${value}`),
    ...(body === "" ? [] : [`content-length: ${body.length}`]),
    "connection: close",
  ];
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}

function judge(check: HttpCheck, text: string, complete: boolean, up: boolean): CheckResult | undefined {
  const line = /^HTTP\/\d\.\d (\d{3})(?: ([^\r\n]*))?\r?\n/.exec(text);
  if (!line) return complete || !mayBecomeHttp(text) ? { passed: false, status: "l7-invalid" } : undefined;
  const [code, reason] = [Number(line[1]), line[2] ?? ""];
  if (check.disableOn404 && code === 404 && up) {
    return { passed: true, status: "l7-conditional", code };
  }
  const expects = check.expects ?? [{ kind: "status", value: "200-399", negated: false } as const];
  for (const expect of expects) {
    const decided = judgeExpect(expect, { text, lineEnd: line[0].length, code, reason, complete });
    if (decided !== "passed") return decided;
  }
  return { passed: true, status: "l7-ok", code };
}

function mayBecomeHttp(text: string): boolean {
  return "HTTP/".startsWith(text.slice(0, 5)) && text.length < 512;
}
