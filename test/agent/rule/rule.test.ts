import { expect, test } from "vitest";
import { parseCondition } from "../../../agent/acl/condition.ts";
import { splitLine } from "../../../agent/config/haproxy/line.ts";
import { actions } from "../../../agent/rule/index.ts";
import { readRedirect } from "../../../agent/rule/redirect.ts";
import { applyRules, type Rule } from "../../../agent/rule/rule.ts";
import { scopeOf, viewOf } from "../acl/request.ts";

const get = "GET /a/b?c=d HTTP/1.1\nHost: h.example:8080\nX-A: one\nX-A: two\n";

function ruleOf(line: string): Rule {
  const read = splitLine(line);
  const words = read.kind === "words" ? read.words.map((word) => word.text) : [];
  const action = actions.find(({ name }) => name === words[1]);
  const parsed =
    words[0] === "redirect"
      ? readRedirect(words, 1, "plain")
      : action?.read({ words, at: 2, argument: "", place: "http-request", scope: scopeOf() });
  if (parsed?.kind !== "good") throw new Error(JSON.stringify(parsed));
  const { next } = parsed.value;
  const condition = next < words.length ? parseCondition(words.slice(next), scopeOf(), next) : undefined;
  if (condition?.kind === "bad") throw new Error(JSON.stringify(condition));
  return { action: parsed.value.action, ...(condition ? { condition: condition.value } : {}) };
}

function apply(text: string, ...lines: readonly string[]) {
  return applyRules(lines.map(ruleOf), viewOf(text));
}

test.each([
  ["redirect scheme https", "302 Found|location: https://h.example:8080/a/b?c=d|cache-control: no-cache"],
  ["redirect scheme https code 301", "301 Moved Permanently|location: https://h.example:8080/a/b?c=d"],
  [
    "redirect scheme https drop-query",
    "302 Found|location: https://h.example:8080/a/b|cache-control: no-cache",
  ],
  ["redirect prefix http://o/p code 308", "308 Permanent Redirect|location: http://o/p/a/b?c=d"],
  ["redirect prefix / code 303", "303 See Other|location: /a/b?c=d|cache-control: no-cache"],
  [
    "redirect prefix http://o drop-query append-slash",
    "302 Found|location: http://o/a/b/|cache-control: no-cache",
  ],
  [
    "redirect location /%[path] code 307",
    "307 Temporary Redirect|location: /%[path]|cache-control: no-cache",
  ],
  ["http-request redirect location /x%[path] code 301", "301 Moved Permanently|location: /x/a/b"],
  [
    "redirect location / set-cookie A=b",
    "302 Found|location: /|cache-control: no-cache|set-cookie: A=b; path=/;",
  ],
  [
    "redirect location / clear-cookie A=",
    "302 Found|location: /|cache-control: no-cache|set-cookie: A=; path=/; Max-Age=0;",
  ],
])("%s", (line, expected) => {
  const outcome = apply(get, line);
  const [status = "", ...rest] = expected.split("|");
  const text = `HTTP/1.1 ${[status, "content-length: 0", ...rest].join("\r\n")}\r\n\r\n`;
  expect(outcome).toEqual({ kind: "reply", status: Number.parseInt(status, 10), text });
});

test("a request with a body loses its connection with the redirect", () => {
  const outcome = apply("POST / HTTP/1.1\nHost: h\nContent-Length: 1\n", "redirect location /x");
  expect(outcome.kind === "reply" && outcome.text).toContain("\r\nconnection: close\r\n");
});

test.each([
  ["http-request set-header X-A %[src]:%cp", "host: h.example:8080|x-a: 192.168.1.10:40000"],
  ["http-request add-header X-A 100%%", "host: h.example:8080|x-a: one|x-a: two|x-a: 100%"],
  ["http-request del-header x-a", "host: h.example:8080"],
  ["http-request set-header Host %[req.hdr(host),field(1,:)]", "x-a: one|x-a: two|host: h.example"],
  [
    "http-request set-header X-B [%[req.hdr(none)]] unless { path / }",
    "host: h.example:8080|x-a: one|x-a: two|x-b: []",
  ],
  ["http-request set-header X-B y if { path / }", "host: h.example:8080|x-a: one|x-a: two"],
])("%s", (line, expected) => {
  const outcome = apply(get, line);
  const headers = outcome.kind === "on" ? (outcome.view.head?.headers ?? []) : [];
  expect(headers.map(({ name, value }) => `${name}: ${value}`).join("|")).toBe(expected);
});

test.each([
  [get, "/v2%[path]", "/v2/a/b?c=d"],
  ["GET http://h/a?b HTTP/1.1\nHost: h\n", "/c", "http://h/c?b"],
  ["OPTIONS * HTTP/1.1\nHost: h\n", "/c", "*"],
  [get, '"/not visible"', "/a/b?c=d"],
])("of %j set-path %s makes the target %s", (text, path, target) => {
  const outcome = apply(text, `http-request set-path ${path}`);
  expect(outcome.kind === "on" && outcome.view.head?.target).toBe(target);
});

test("rules see what those before them changed; allow and answers end them", () => {
  const set = "http-request set-header X-B yes";
  const asked = "http-request deny deny_status 429 if { hdr(x-b) yes }";
  expect(apply(get, set, asked)).toEqual({ kind: "deny", status: 429 });
  expect(apply(get, asked, set).kind).toBe("on");
  expect(apply(get, set, "http-request allow if TRUE", asked).kind).toBe("on");
  expect(apply(get, "http-request allow if FALSE", "http-request deny")).toEqual({
    kind: "deny",
    status: 403,
  });
});

test.each([
  ["http-request set-header Content-Length 5", "unsupported", 2],
  ["http-request set-header X-A %[nope]", "fatal", 3],
  ["http-request set-header X-A %nope", "fatal", 3],
  ["http-request set-header X-A 100%", "fatal", 3],
  ["http-request set-header X-A", "fatal", 3],
  ["http-request deny deny_status 999", "fatal", 3],
  ["http-request deny status 404 errorfiles x", "unsupported", 4],
  ["http-request redirect code 305 location /", "fatal", 3],
  ["http-request redirect", "fatal", 2],
])("%s: %s at word %i", (line, severity, at) => {
  const split = splitLine(line);
  const words = split.kind === "words" ? split.words.map((word) => word.text) : [];
  const action = actions.find(({ name }) => name === words[1]);
  const read = action?.read({ words, at: 2, argument: "", place: "http-request", scope: scopeOf() });
  expect(read?.troubles).toMatchObject([{ severity, at }]);
});
