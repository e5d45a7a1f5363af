import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseExpression } from "../../../agent/acl/expression.ts";
import { asText, type Sample } from "../../../agent/acl/sample.ts";
import { Memory, Transaction } from "../../../agent/acl/transaction.ts";
import type { RequestView } from "../../../agent/acl/view.ts";
import { parseFormat } from "../../../agent/rule/format.ts";
import { scopeOf, viewOf } from "./request.ts";
import { worldOf } from "./world.ts";

interface Recorded {
  /** What gave the values: HAProxy with `%[EXPRESSION]` in a page of its own. */
  readonly program: string;
  readonly request: string;
  readonly files: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
}

const file = new URL("../../cases/haproxy-expression.json", import.meta.url);
const recorded: Recorded = JSON.parse(readFileSync(file, "utf8"));

function view(): RequestView {
  const text = recorded.request.replaceAll("\r\n", "\n").replace(/\n$/, "");
  const addresses = { clientAddress: "127.0.0.1", localAddress: "127.0.0.1", localPort: 28_080 };
  return { ...viewOf(text, addresses), transaction: new Transaction(new Memory()), world: worldOf() };
}

function evaluate(expression: string, of = view()): string {
  const parsed = parseFormat(`%[${expression}]`, scopeOf({}, recorded.files), 0);
  if (parsed.kind === "bad") throw new Error(JSON.stringify(parsed.troubles));
  return parsed.value.fill(of);
}

test.each(Object.entries(recorded.values))("%s is %j, as HAProxy says", (expression, value) => {
  expect(evaluate(expression)).toBe(value);
});

/** On a request of a client that is tracked; one line after the other. */
test("variables last as long as their scope says, and converters set them too", () => {
  const seen = view();
  const set = (expression: string): string => evaluate(expression, seen);
  expect(set("str(x),set-var(txn.a)")).toBe("x");
  expect(set("str(y),set-var(sess.a)")).toBe("y");
  expect(set("str(z),set-var(proc.a)")).toBe("z");
  expect(set("str(-),concat(,txn.a),concat(,sess.a),concat(,proc.a)")).toBe("-xyz");
  const next = {
    ...view(),
    world: seen.world,
    transaction: new Transaction(seen.transaction?.session ?? new Memory()),
  };
  expect(evaluate("str(-),concat(,txn.a),concat(,sess.a),concat(,proc.a)", next)).toBe("-yz");
  expect(set("int(5),set-var(txn.n),add(txn.n),mul(txn.n)")).toBe("50");
});

test.each([
  ["rand(10)", "5"],
  ["uuid", "88888888-8888-4888-a888-888888888888"],
  ["date", "1700000000"],
  ["date(-5)", "1699999995"],
  ["date(0,ms)", "1700000000000"],
  ["hostname", "here"],
  ["env(HOME)", "/root"],
])("%s is %s in this world", (expression, value) => {
  expect(evaluate(expression)).toBe(value);
});

test.each([
  ["path,nope", "fatal"],
  ["nope", "fatal"],
  ["path,ungrpc(1)", "unsupported"],
  ["fc_rtt", "unsupported"],
  ["path,field(0,/)", "fatal"],
  ["path,field(1)", "fatal"],
  ["path,add(x)", "fatal"],
  ["path,div(0)", "fatal"],
  ["path,set-var(nope.x)", "fatal"],
  ["path,map(none.txt)", "fatal"],
  ["path,map_str_int(map.txt)", "fatal"],
  ["path,regsub((,x)", "fatal"],
  ['path,regsub("(?i)a",x)', "unsupported"],
  ["path,json(utf9)", "fatal"],
  ["path,sha2(13)", "fatal"],
  ["bin(4)", "fatal"],
  ["bool(maybe)", "fatal"],
  ["hdr(a", "fatal"],
])("%s: %s", (expression, severity) => {
  const parsed = parseExpression(expression, scopeOf({}, recorded.files), 1);
  expect(parsed.troubles).toMatchObject([{ severity, at: 1 }]);
});

test("no expression of the list throws where there is no request, or nothing at all", () => {
  const bare = { ...viewOf("", {}), world: worldOf() };
  for (const expression of Object.keys(recorded.values)) {
    const parsed = parseExpression(expression, scopeOf({}, recorded.files), 0);
    const sample: Sample | undefined = parsed.kind === "good" ? parsed.value.one(bare) : undefined;
    expect(sample === undefined || typeof asText(sample) === "string").toBe(true);
  }
});
