import type { HttpCheck } from "../config/haproxy/config.ts";
import type { Checker } from "./checker.ts";
import type { CheckResult } from "./result.ts";

/** An answer beyond this is judged by what is there. */
const maximumBytes = 16_384;

/** `option httpchk`: by default every 2xx and 3xx passes. */
export function httpChecker(check: HttpCheck): Checker {
  return {
    connected: () => ({ send: requestOf(check) }),
    received: (text, ended) => judge(check, text, ended || text.length >= maximumBytes),
    expired: (connected) => ({ passed: false, status: connected ? "l7-timeout" : "l4-timeout" }),
  };
}

function requestOf(check: HttpCheck): string {
  const body = check.body ?? "";
  const lines = [
    `${check.method} ${check.uri} ${check.version}`,
    ...check.headers.map(([name, value]) => `${name.toLowerCase()}: ${value}`),
    ...(body === "" ? [] : [`content-length: ${body.length}`]),
    "connection: close",
  ];
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}

function judge(check: HttpCheck, text: string, complete: boolean): CheckResult | undefined {
  const head = /^HTTP\/\d\.\d (\d{3})(?: ([^\r\n]*))?\r?\n/.exec(text);
  if (!head) return complete || !mayBecomeHttp(text) ? invalid : undefined;
  const code = Number(head[1]);
  const reason = head[2] ?? "";
  const { expect } = check;
  if (expect?.kind === "string") return judgeString(expect, { text, code, complete });
  const wanted =
    expect === undefined ? code >= 200 && code <= 399 : inList(code, expect.value) !== expect.negated;
  return wanted
    ? { passed: true, status: "l7-ok", code }
    : { passed: false, status: "l7-status", code, info: reason };
}

function mayBecomeHttp(text: string): boolean {
  return "HTTP/".startsWith(text.slice(0, 5)) && text.length < 512;
}

/** As HAProxy, without the server's bytes: they are none that a log should carry. */
const invalid: CheckResult = { passed: false, status: "l7-invalid" };

interface Answer {
  readonly text: string;
  readonly code: number;
  readonly complete: boolean;
}

function judgeString(expect: NonNullable<HttpCheck["expect"]>, answer: Answer): CheckResult | undefined {
  const { text, code, complete } = answer;
  const bodyAt = /\r?\n\r?\n/.exec(text);
  const body = bodyAt ? text.slice(bodyAt.index + bodyAt[0].length) : "";
  const found = body.includes(expect.value);
  if (!found && !complete) return undefined;
  if (body === "") return { ...invalid, info: "HTTP content check could not find a response body" };
  if (found !== expect.negated) return { passed: true, status: "l7-ok", code };
  const info = found ? "HTTP check matched unwanted content" : "HTTP content check did not match";
  return { ...invalid, info };
}

/** `200`, `200-399`, `200,204`. */
function inList(code: number, list: string): boolean {
  return list.split(",").some((part) => {
    const [low = "", high = low] = part.split("-");
    return code >= Number(low) && code <= Number(high);
  });
}
