import type { HttpExpect, TextMatch } from "../config/haproxy/config.ts";
import type { CheckResult } from "./result.ts";

/** An HTTP answer, as far as it has come. */
export interface CheckedAnswer {
  readonly text: string;
  /** Where its headers begin. */
  readonly lineEnd: number;
  readonly code: number;
  readonly reason: string;
  readonly complete: boolean;
}

/** One `http-check expect`; undefined: more must come before it is decided. */
export function judgeExpect(expect: HttpExpect, answer: CheckedAnswer): CheckResult | "passed" | undefined {
  if (expect.kind === "header") return judgeHeader(expect, answer);
  if (expect.kind === "status" || expect.kind === "rstatus") return judgeStatus(expect.kind, expect, answer);
  return judgeBody(expect.kind, expect, answer);
}

interface Pattern {
  readonly value: string;
  readonly negated: boolean;
}

function judgeStatus(
  kind: "status" | "rstatus",
  { value, negated }: Pattern,
  { code, reason }: CheckedAnswer,
): CheckResult | "passed" {
  const found = kind === "status" ? inList(code, value) : new RegExp(value).test(`${code}`);
  return found !== negated ? "passed" : { passed: false, status: "l7-status", code, info: reason };
}

function judgeBody(
  kind: "string" | "rstring",
  { value, negated }: Pattern,
  { text, complete }: CheckedAnswer,
): CheckResult | "passed" | undefined {
  const bodyAt = /\r?\n\r?\n/.exec(text);
  const body = bodyAt ? text.slice(bodyAt.index + bodyAt[0].length) : "";
  const found = kind === "string" ? body.includes(value) : new RegExp(value).test(body);
  if (!found && !complete) return undefined;
  if (body === "") return invalid("HTTP content check could not find a response body");
  if (found !== negated) return "passed";
  return invalid(found ? "HTTP check matched unwanted content" : "HTTP content check did not match");
}

function judgeHeader(
  { name, value, whole, negated }: Extract<HttpExpect, { readonly kind: "header" }>,
  { text, lineEnd, code, reason, complete }: CheckedAnswer,
): CheckResult | "passed" | undefined {
  const end = /\r?\n\r?\n/.exec(text.slice(lineEnd - 2));
  if (!end && !complete) return undefined;
  const head = text.slice(lineEnd, end ? lineEnd - 2 + end.index : text.length);
  const found = head.split(/\r?\n/).some((line) => {
    const colon = line.indexOf(":");
    if (
      colon < 0 ||
      !holds(
        { ...name, text: name.method === "reg" ? name.text : name.text.toLowerCase() },
        line.slice(0, colon).toLowerCase(),
      )
    )
      return false;
    const written = line.slice(colon + 1).trim();
    const members = whole ? [written] : written.split(",").map((member) => member.trim());
    return value === undefined || members.some((member) => holds(value, member));
  });
  return found !== negated ? "passed" : { passed: false, status: "l7-status", code, info: reason };
}

function holds({ method, text }: TextMatch, subject: string): boolean {
  if (method === "reg") return new RegExp(text).test(subject);
  if (method === "beg") return subject.startsWith(text);
  if (method === "end") return subject.endsWith(text);
  return method === "sub" ? subject.includes(text) : subject === text;
}

function invalid(info: string): CheckResult {
  return { passed: false, status: "l7-invalid", info };
}

/** `200`, `200-399`, `200,204`. */
function inList(code: number, list: string): boolean {
  return list.split(",").some((part) => {
    const [low = "", high = low] = part.split("-");
    return code >= Number(low) && code <= Number(high);
  });
}
