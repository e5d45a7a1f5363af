import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Condition,
  evaluate,
  needsRequest,
  parseCondition,
  referencesOf,
} from "../../../agent/acl/condition.ts";
import { parseCriterion } from "../../../agent/acl/criterion.ts";
import { fetches } from "../../../agent/acl/index.ts";
import { knownFetches } from "../../../agent/acl/known.ts";
import { splitLine } from "../../../agent/config/haproxy/line.ts";
import { request, scopeOf, viewOf } from "./request.ts";

function wordsOf(text: string): readonly string[] {
  const line = splitLine(text);
  return line.kind === "words" ? line.words.map((word) => word.text) : [];
}

function read(text: string, scope = scopeOf()): Condition {
  const parsed = parseCondition(wordsOf(text), scope, 0);
  if (parsed.kind === "bad") throw new Error(JSON.stringify(parsed.troubles));
  return parsed.value;
}

const rows: readonly (readonly [criterion: string, holds: boolean])[] = [
  ["path /api/v1/item.PNG", true],
  ["path /api/v1/item.png", false],
  ["path -i /api/v1/item.png", true],
  ["path_beg /api", true],
  ["path_beg /static /api", true],
  ["path_beg -i /API", true],
  ["path_beg api", false],
  ["path_end .jpg .png", false],
  ["path_end -i .jpg .png", true],
  ["path_sub v1", true],
  ["path_dir v1", true],
  ["path_dir /v1/", true],
  ["path_dir api/v1", true],
  ["path_dir v", false],
  ["path_dir /", false],
  ["path_reg ^/api/v[0-9]+/", true],
  ["path_reg -i \\.png$", true],
  ["path_reg ^/api$", false],
  ["path_len 16", true],
  ["path_len gt 20", false],
  ["path -m beg /api", true],
  ["path -m found", true],
  ["path,lower /api/v1/item.png", true],
  ["path,lower -m end .png", true],
  ["path,field(2,/) api", true],
  ["path,field(-1,/) item.PNG", true],
  ["path,length 16", true],
  ["url_beg /api", true],
  ["url_end id=8", true],
  ["query -m sub tag=a", true],
  ["base_beg Shop.Example.com:8080/api", true],
  ["base_dom example", false],
  ["base_dom -i example", true],
  ["method GET", true],
  ["method get", false],
  ["method POST PUT", false],
  ["hdr(host) Shop.Example.com:8080", true],
  ["hdr(Host) -i shop.example.com:8080", true],
  ["hdr_dom(host) -i example.com", true],
  ["hdr_dom(host) -i ample.com", false],
  ["hdr_beg(host) -i shop.", true],
  ["hdr_sub(user-agent) -i CURL", true],
  ["req.hdr(user-agent) -m sub curl", true],
  ["hdr(accept) text/html", true],
  ["hdr(accept) */*", true],
  ['hdr(accept) "\\"a,b\\""', true],
  ["hdr(accept,2) text/html", false],
  ["hdr(accept,-1) */*", true],
  ["hdr_cnt(accept) 3", true],
  ["hdr_cnt(x-none) 0", true],
  ["hdr(x-none) -m found", false],
  ["hdr_ip(x-forwarded-for) 172.16.0.0/12", true],
  ["hdr_ip(x-forwarded-for,1) 172.16.0.0/12", false],
  ["hdr_val(content-length) 0", true],
  ["hdr_val(user-agent) 0", true],
  ["hdr(x-forwarded-for,1) -m int 10", true],
  ["hdr_val(content-length) gt 0", false],
  ["req.fhdr(x-forwarded-for) -m sub ,", true],
  ["cook(session) s3cr3t", true],
  ["cook_beg(session) s3", true],
  ["req.cook(theme) light", true],
  ["req.cook_cnt(theme) 2", true],
  ["cook(them) -m found", false],
  ["urlp(id) 8", true],
  ["urlp(x) -m found", true],
  ["url_param(tag) a", true],
  ["urlp_reg(id) ^[78]$", true],
  ["urlp(i) -m found", false],
  ["src 192.168.1.0/24", true],
  ["src 192.168.1.0/255.255.255.0 ::1", true],
  ["src 192.168.2.0/24", false],
  ["src 192.168", false],
  ["src ::ffff:192.168.1.10", true],
  ["src -m beg 192.168.", true],
  ["dst 192.168.1.100", true],
  ["dst_port 80", true],
  ["dst_port 81:90", false],
  ["dst_port :80", true],
  ["src_port gt 1023", true],
  ["src_port ge 40000 lt 5", true],
  ["src_port lt 40000", false],
  ["ssl_fc", false],
  ["ssl_fc_sni -m found", false],
  ["always_true", true],
  ["always_false", false],
  ["nbsrv ge 2", true],
  ["nbsrv(b) lt 2", false],
  ["nbsrv(empty) 0", true],
  ["srv_is_up(b/s1)", true],
  ["srv_is_up(s3)", false],
  ["req.ver 1.1", true],
  ["str(a) a b", true],
  ["int(5) 4:6", true],
];

test.each(rows)("{ %s } is %s", (text, holds) => {
  expect(evaluate(read(`if { ${text} }`), viewOf(request))).toBe(holds);
  expect(evaluate(read(`unless { ${text} }`), viewOf(request))).toBe(!holds);
  expect(evaluate(read(`if !{ ${text} }`), viewOf(request))).toBe(!holds);
});

test.each([
  ["LOCALHOST", "127.0.0.2", true],
  ["LOCALHOST", "::1", true],
  ["LOCALHOST", "::ffff:127.0.0.1", true],
  ["LOCALHOST", "192.168.1.10", false],
] as const)("%s for a client at %s is %s", (name, clientAddress, holds) => {
  expect(evaluate(read(`if ${name}`), viewOf("", { clientAddress }))).toBe(holds);
});

test.each([
  ["GET /x HTTP/1.1\n", "TRUE HTTP HTTP_1.1 METH_GET HTTP_URL_SLASH !HTTP_CONTENT !HTTP_URL_ABS !FALSE"],
  ["HEAD /x?u=http://y/ HTTP/1.0\n", "HTTP_1.0 METH_GET METH_HEAD !HTTP_URL_ABS"],
  ["POST http://h/x HTTP/1.1\nContent-Length: 3\n", "METH_POST HTTP_CONTENT HTTP_URL_ABS !HTTP_URL_SLASH"],
  ["OPTIONS * HTTP/1.1\n", "METH_OPTIONS HTTP_URL_STAR !HTTP_URL_SLASH"],
  ["", "TRUE !HTTP !METH_GET !HTTP_1.1"],
])("of %j the predefined names hold: %s", (text, names) => {
  expect(evaluate(read(`if ${names}`), viewOf(text))).toBe(true);
});

describe("names, alternatives and signs", () => {
  const yes = parseCriterion(["always_true"], scopeOf(), 0);
  const no = parseCriterion(["always_false"], scopeOf(), 0);
  if (yes.kind === "bad" || no.kind === "bad") throw new Error("constants");
  const scope = scopeOf({
    yes: { name: "yes", criteria: [yes.value] },
    no: { name: "no", criteria: [no.value] },
    either: { name: "either", criteria: [no.value, yes.value] },
  });

  test.each([
    ["if yes", true],
    ["if no", false],
    ["unless no", true],
    ["if yes no", false],
    ["if yes || no", true],
    ["if no or yes", true],
    ["if no || no yes", false],
    ["if !no", true],
    ["if ! no", true],
    ["if !!yes", true],
    ["if ! ! yes", true],
    ["if either !no", true],
    ["if !either", false],
    ["if", true],
    ["if !", true],
    ["if no ||", true],
    ["unless yes !no || no", false],
    ["if yes !{ always_false } { int(5) 5 }", true],
  ])("%s is %s", (text, holds) => {
    expect(evaluate(read(text, scope), viewOf(request))).toBe(holds);
  });

  test("a line added to a name counts for the rules above it too", () => {
    const acl = { name: "late", criteria: [no.value] };
    const condition = read("if late", scopeOf({ late: acl }));
    expect(evaluate(condition, viewOf(request))).toBe(false);
    acl.criteria.push(yes.value);
    expect(evaluate(condition, viewOf(request))).toBe(true);
  });
});

test("patterns come from a file too; comments and empty lines in it do not count", () => {
  const scope = scopeOf({}, { "/etc/blocked": "# staff\n10.0.0.0/8\n\n  192.168.1.10\r\n" });
  expect(evaluate(read("if { src -f /etc/blocked }", scope), viewOf(request))).toBe(true);
  expect(parseCondition(wordsOf("if { src -f /nowhere }"), scope, 0).kind).toBe("bad");
});

test("what a condition relies on is told", () => {
  const condition = read("if { nbsrv(web) lt 1 } || { srv_is_up(web/s1) } !{ nbsrv gt 0 } LOCALHOST");
  expect(referencesOf(condition)).toEqual([
    { kind: "backend", name: "web" },
    { kind: "server", name: "web/s1" },
    { kind: "backend", name: "b" },
  ]);
  expect(needsRequest(condition)).toBe(false);
  expect(needsRequest(read("if LOCALHOST METH_GET"))).toBe(true);
});

test.each([
  ["if nope", "fatal", 1],
  ["if TRUE and FALSE", "fatal", 2],
  ["if { path /a", "fatal", 1],
  ["if {path /a }", "fatal", 1],
  ["if { }", "fatal", 2],
  ["if { pth /a }", "fatal", 2],
  ["if { path_beg -x /a }", "fatal", 3],
  ["if { path -m nope /a }", "fatal", 4],
  ["if { src 1.2.3.4/33 }", "fatal", 3],
  ["if { dst_port foo }", "fatal", 3],
  ["if { dst_port gt foo }", "fatal", 4],
  ["if { dst_port 90:80 }", "fatal", 3],
  ["if { path_reg ( }", "fatal", 3],
  ["if { hdr(host,x) y }", "fatal", 2],
  ["if { path(1) /a }", "fatal", 2],
  ["if { path,nope /a }", "fatal", 2],
  ["if { path,field(1) /a }", "fatal", 2],
  ["if { path,field(0,/) a }", "fatal", 2],
  ['if { path "" }', "fatal", 1],
  ["if { path", "fatal", 1],
  ["if { path }", "warned", 2],
  ["if { path_reg (?i)^/a }", "unsupported", 3],
  ["if { path -M -f /a }", "fatal", 5],
  ["if { fc_rtt gt 9 }", "unsupported", 2],
  ["if { path,ungrpc(1) /a }", "unsupported", 2],
  ["if { fcgi.index }", "unsupported", 2],
])("%s: %s at word %i", (text, severity, at) => {
  expect(parseCondition(wordsOf(text), scopeOf(), 0).troubles).toMatchObject([{ severity, at }]);
});

test("every fetch of ours is one of HAProxy's", () => {
  const names = [...fetches.values()].flatMap(({ name, suffixes = [] }) => [
    name,
    ...suffixes.map((end) => `${name}_${end}`),
  ]);
  expect(names.filter((name) => !knownFetches.has(name))).toEqual([]);
});

test("reading and deciding never throws", () => {
  const word = fc.constantFrom(
    "if",
    "!",
    "{",
    "}",
    "||",
    "path",
    "path_beg",
    "src",
    "-i",
    "-m",
    "reg",
    "--",
    "(",
    "a,b",
    "hdr(host)",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string())), (words) => {
      const parsed = parseCondition(["if", ...words], scopeOf(), 0);
      if (parsed.kind === "good") evaluate(parsed.value, viewOf(request));
    }),
  );
});
