import { expect, test } from "vitest";
import { Memory, Transaction } from "../../../agent/acl/transaction.ts";
import type { RequestView } from "../../../agent/acl/view.ts";
import { splitLine } from "../../../agent/config/haproxy/line.ts";
import { actions } from "../../../agent/rule/index.ts";
import { applyResponseRules } from "../../../agent/rule/response.ts";
import { applyRules, type Rule, type RulePlace } from "../../../agent/rule/rule.ts";
import { countEnd } from "../../../agent/rule/tally.ts";
import { scopeOf, viewOf } from "../acl/request.ts";
import { worldOf } from "../acl/world.ts";

const get = "GET /a/b?c=d HTTP/1.1\nHost: h.example:8080\nX-A: one, two\nCookie: foo=1; bar=2\n";
const files = { "/page": "page %[path]", "/error": "HTTP/1.0 403 No\r\nX-B: c\r\n\r\nno\n" };
const stored = [
  { name: "http_req_cnt" },
  { name: "conn_cur" },
  { name: "gpc0" },
  { name: "gpt0" },
  { name: "http_err_cnt" },
  { name: "bytes_out_cnt" },
];

function ruleOf(line: string, scope = scopeOf({}, files)): Rule {
  const split = splitLine(line);
  const words = split.kind === "words" ? split.words.map((word) => word.text) : [];
  const at = words[0]?.startsWith("tcp") ? 2 : 1;
  const place = words.slice(0, at).join(" ") as RulePlace;
  const [, name, argument = ""] = /^([^(]*)(?:\((.*)\))?$/.exec(words[at] ?? "") ?? [];
  const action = actions.find((row) => row.name === name && row.places.includes(place));
  const phase = place.endsWith("response") ? "response" : "request";
  const read = action?.read({ words, at: at + 1, argument, place, scope: { ...scope, phase } });
  if (read?.kind !== "good") throw new Error(JSON.stringify(read));
  return { action: read.value.action };
}

function seen(text = get): RequestView & { readonly transaction: Transaction } {
  return {
    ...viewOf(text),
    transaction: new Transaction(new Memory()),
    world: worldOf([{ name: "t", stored }]),
  };
}

test.each([
  ["set-path /x%[path]", "GET /x/a/b?c=d"],
  ["set-pathq /x", "GET /x"],
  ["set-query %[query]&e", "GET /a/b?c=d&e"],
  ['set-query ""', "GET /a/b"],
  ["set-uri http://o/%[path]", "GET http://o//a/b"],
  ["set-method POST", "POST /a/b?c=d"],
  ["replace-path /a/(.*) /n/\\1", "GET /n/b?c=d"],
  ["replace-pathq (.*)c=(.) \\1\\2", "GET /a/b?d"],
  ["replace-uri (.*) /p\\1", "GET /p/a/b?c=d"],
  ["replace-path nothing x", "GET /a/b?c=d"],
  ['set-path "/a b"', "GET /a/b?c=d"],
])("http-request %s makes it %s", (line, expected) => {
  const view = seen();
  applyRules([ruleOf(`http-request ${line}`)], view);
  expect(`${view.head?.method} ${view.head?.target}`).toBe(expected);
});

test.each([
  ["replace-header Cookie foo=([^;]*);(.*) foo=\\1-x;\\2", "cookie: foo=1-x; bar=2"],
  ["replace-value X-A ^t(.*) T\\1", "x-a: one,Two"],
  ["del-header x- -m beg", undefined],
  ['set-header X-A "a\nb"', "x-a: a"],
])("http-request %s", (line, expected) => {
  const view = seen();
  applyRules([ruleOf(`http-request ${line}`)], view);
  const name = expected?.split(":")[0] ?? "x-a";
  const found = view.head?.headers.find((header) => header.name === name);
  expect(found && `${found.name}: ${found.value}`).toBe(expected);
});

test.each([
  ["return", "200 OK|content-length: 0"],
  ["return status 204", "204 No Content"],
  [
    'return status 404 content-type text/plain string "a b"',
    "404 Not Found|content-length: 3|content-type: text/plain||a b",
  ],
  [
    "return lf-file /page content-type a/b hdr X-C %[path]",
    "200 OK|x-c: /a/b|content-length: 9|content-type: a/b||page /a/b",
  ],
  [
    "deny status 429 lf-string %[src] content-type a/b",
    "429 Too Many Requests|content-length: 12|content-type: a/b||192.168.1.10",
  ],
])("http-request %s", (line, expected) => {
  const outcome = applyRules([ruleOf(`http-request ${line}`)], seen());
  const [head = "", body = ""] = expected.split("||");
  const text = `HTTP/1.1 ${head.split("|").join("\r\n")}\r\n\r\n${body}`;
  expect(outcome.kind === "reply" && outcome.text).toBe(text);
});

test.each([
  ["http-request deny", { kind: "deny", status: 403 }],
  ["http-request deny deny_status 429", { kind: "deny", status: 429 }],
  ["http-request tarpit", { kind: "deny", status: 500, late: true }],
  ["http-request reject", { kind: "drop", silent: false }],
  ["http-request silent-drop", { kind: "drop", silent: true }],
  [
    "http-request auth realm x",
    { kind: "deny", status: 401, headers: [{ name: "www-authenticate", value: 'Basic realm="x"' }] },
  ],
  ["http-request return errorfile /error", { kind: "reply", status: 200, text: files["/error"] }],
  ["tcp-request content reject", { kind: "drop", silent: false }],
  ["http-request redirect location %[req.hdr(none)] ignore-empty", undefined],
])("%s", (line, expected) => {
  const view = seen();
  expect(applyRules([ruleOf(line)], view)).toEqual(expected ?? { kind: "on", view });
});

test("rules of a response change its head, and see what the request left in variables", () => {
  const view = seen();
  applyRules(
    [ruleOf("http-request set-var(txn.p) path"), ruleOf("http-request set-var-fmt(txn.q) %[path]!")],
    view,
  );
  const head = { kind: "response", version: "HTTP/1.1", status: 200, reason: "OK", headers: [] } as const;
  const rules = [
    ruleOf("http-response set-header X-P %[var(txn.p)]%[var(txn.q)]"),
    ruleOf("http-response set-status 418 reason no"),
    ruleOf("http-response unset-var(txn.p)"),
    ruleOf("http-response add-header X-P [%[var(txn.p)]]"),
  ];
  const outcome = applyResponseRules([rules], head, view);
  expect(outcome).toEqual({
    kind: "on",
    head: {
      ...head,
      status: 418,
      reason: "no",
      headers: [
        { name: "x-p", value: "/a/b/a/b!" },
        { name: "x-p", value: "[]" },
      ],
    },
  });
});

test("a request is tracked once, counts in its entry, and lets it go at its end", () => {
  const view = seen();
  const table = view.world?.table("t");
  const rules = ["track-sc0 src table t", "track-sc0 path table t", "sc-inc-gpc0(0)", "sc-set-gpt0(0) 7"];
  applyRules(
    rules.map((rule) => ruleOf(`http-request ${rule}`)),
    view,
  );
  countEnd(view, { status: 404, bytesIn: 10, bytesOut: 20 });
  const [entry] = table?.entries(0) ?? [];
  const row = Object.fromEntries(table?.columns.map(({ name, at }) => [name, entry?.row[at]]) ?? []);
  expect(entry?.key).toBe("192.168.1.10");
  expect(row).toEqual({ gpt0: 7, gpc0: 1, conn_cur: 1, http_req_cnt: 1, http_err_cnt: 1, bytes_out_cnt: 20 });
  expect(entry?.trackers).toBe(1);
  view.transaction.over();
  expect(entry?.trackers).toBe(0);
});

test("lists and maps change for all who use them", () => {
  const scope = scopeOf({}, { "/map": "a 1\n" });
  const map = scope.patterns.ofFile("/map", true, { readFile: scope.readFile, use: "test" });
  const view = seen();
  applyRules(
    ["set-map(/map) a 2", "set-map(/map) b %[path]", "del-map(/map) c"].map((rule) =>
      ruleOf(`http-request ${rule}`, scope),
    ),
    view,
  );
  expect(map?.entries.map(({ pattern, value }) => `${pattern} ${value}`)).toEqual(["a 2", "b /a/b"]);
});

test.each([
  ["http-request set-var(nope.x) path", "fatal"],
  ["http-request set-var(txn.x) res.hdr(a)", "fatal"],
  ["http-request track-sc0", "fatal"],
  ["http-request sc-inc-gpc0(9)", "fatal"],
  ["http-request return status 99", "fatal"],
  ["http-request return file /none", "fatal"],
  ["http-request return errorfiles x", "unsupported"],
  ["http-request set-log-level loud", "fatal"],
  ["http-request set-mark 1", "note"],
  ["http-request replace-header X-A ( b", "fatal"],
  ["http-request add-acl(/x)", "fatal"],
])("%s: %s", (line, severity) => {
  const split = splitLine(line);
  const words = split.kind === "words" ? split.words.map((word) => word.text) : [];
  const [, name, argument = ""] = /^([^(]*)(?:\((.*)\))?$/.exec(words[1] ?? "") ?? [];
  const action = actions.find((row) => row.name === name);
  const read = action?.read({ words, at: 2, argument, place: "http-request", scope: scopeOf() });
  expect(read?.troubles).toMatchObject([{ severity }]);
});
