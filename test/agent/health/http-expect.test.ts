import { expect, test } from "vitest";
import { checkerOf, walk } from "./walk.ts";

const answer = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nX-H: v1, w2\r\n\r\nok\n";

function judge(lines: string, text = answer, up = true): string {
  const rules = lines.split("; ").map((line) => `http-check ${line}`);
  const server = { up, state: () => "UP" };
  const [, end = ""] = walk(["option httpchk", ...rules], { pieces: [text], end: "ended", server });
  return end.replace(/^\w+ /, "");
}

// As HAProxy 2.6.12 judges the same answers.
test.each([
  ["expect rstatus ^20", "l7-ok 200"],
  ["expect rstatus ^5", "l7-status 200 OK"],
  ["expect ! rstatus ^20", "l7-status 200 OK"],
  ["expect rstring o.\\n", "l7-ok 200"],
  ["expect rstring zz", "l7-invalid HTTP content check did not match"],
  ["expect ! rstring ok", "l7-invalid HTTP check matched unwanted content"],
  ["expect hdr name x-h", "l7-ok 200"],
  ["expect hdr name x-h value w2", "l7-ok 200"],
  ["expect fhdr name x-h value w2", "l7-status 200 OK"],
  ["expect hdr name x-h value v2", "l7-status 200 OK"],
  ["expect ! hdr name x-h", "l7-status 200 OK"],
  ["expect hdr name -m beg X- value -m end 1", "l7-ok 200"],
  ["expect fhdr name x-h value -m reg ^v", "l7-ok 200"],
  ["expect hdr name x-none", "l7-status 200 OK"],
  ["expect status 200; expect string zz", "l7-invalid HTTP content check did not match"],
  ["expect string ok; expect hdr name x-no", "l7-status 200 OK"],
  ["expect status 404; disable-on-404", "l7-status 200 OK"],
])("http-check %s", (lines, expected) => {
  expect(judge(lines)).toBe(expected);
});

test("a 404 takes its leave where disable-on-404 says so, and nobody is brought back by it", () => {
  const gone = "HTTP/1.1 404 Gone\r\n\r\n";
  expect([judge("disable-on-404", gone), judge("disable-on-404", gone, false)]).toEqual([
    "l7-conditional 404",
    "l7-status 404 Gone",
  ]);
});

test("send-state tells the server how it is", () => {
  expect(walk(["option httpchk", "http-check send-state"])[0]).toContain("server-state: UP; name=b/s\\r\\n");
});

const chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";

// As HAProxy 2.6.12 judges the same answers.
test.each([
  ["expect string hello", chunked, "l7-ok 200"],
  ["expect comment why status 404", answer, "l7-status 200 OK comment: why"],
  ["comment why; expect status 404", answer, "l7-status 200 OK comment: why"],
  ["expect comment why string zz", answer, "l7-invalid HTTP content check did not match comment: why"],
  ["expect min-recv 100 string ok", answer, "l7-ok 200"],
  ['expect on-success "all %[status]" status 200', answer, "l7-ok 200 all 200"],
  ['expect on-error "bad %[status] %[res.hdr(x-h)]" status 404', answer, "l7-status 200 bad 200 w2"],
  ["expect ok-status L7OKC status 200", answer, "l7-conditional 200"],
  ["expect ok-status L4OK status 200", answer, "l4-ok"],
  ["expect error-status L7OKC status 404", answer, "l7-conditional 200 OK"],
  ["expect error-status L7RSP status 404", answer, "l7-invalid OK"],
  ["expect error-status L6RSP string zz", answer, "l6-invalid HTTP content check did not match"],
  ["expect status-code int(17) status 200", answer, "l7-ok 17"],
  ["expect status-code int(17) status 404", answer, "l7-status 17 OK"],
  ["set-var(check.v) str(ok); expect string-lf %[var(check.v)]", answer, "l7-ok 200"],
  ["expect hdr name-lf x-%[str(h)] value-lf %[str(v1)]", answer, "l7-ok 200"],
  [
    "expect string hello",
    "HTTP/1.1 200 OK\r\n\r\n",
    "l7-invalid HTTP content check could not find a response body",
  ],
  ["expect status 200", "HTTP/1.1 200 OK\r\nbad header\r\n\r\n", "l7-invalid"],
  ["expect status 200", "HTTP/1.1 200 OK\r\n", "l7-invalid"],
  ["expect status 200", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", "l7-status 100 Continue"],
])("http-check %s: %j is %s", (lines, text, expected) => expect(judge(lines, text)).toBe(expected));

test("the status is judged once the head is there, the body as soon as it holds what is looked for", () => {
  const begun = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhi";
  const end = (rule: string) => walk(["option httpchk", `http-check ${rule}`], { pieces: [begun] }).at(-1);
  expect(end("expect status 200")).toBe("passed l7-ok 200");
  expect(end("expect string hi")).toBe("passed l7-ok 200");
  expect(end("expect string zz")).toBe("failed l7-timeout");
});

// As HAProxy 2.6.12 asks.
test.each([
  [["option httpchk"], "OPTIONS / HTTP/1.0\r\n\r\n"],
  [["option httpchk /a"], "OPTIONS /a HTTP/1.0\r\n\r\n"],
  [
    ["option httpchk GET /a", "http-check send ver HTTP/1.1 hdr Host x.org"],
    "GET /a HTTP/1.1\r\nhost: x.org\r\nconnection: close\r\n\r\n",
  ],
  [
    ["option httpchk GET /a", "http-check send hdr Connection keep-alive"],
    "GET /a HTTP/1.0\r\nconnection: keep-alive\r\n\r\n",
  ],
  [
    ["option httpchk", "http-check send meth POST uri /p body hello"],
    "POST /p HTTP/1.0\r\ncontent-length: 5\r\n\r\nhello",
  ],
  [
    ["option httpchk GET /a", "http-check send uri-lf /%[str(x)] hdr X-A %[str(y)]"],
    "GET /x HTTP/1.0\r\nx-a: y\r\n\r\n",
  ],
  [
    ["option httpchk GET /a", "http-check send ver HTTP/1.1 hdr content-length 7 hdr X 1"],
    "GET /a HTTP/1.1\r\nx: 1\r\nconnection: close\r\n\r\n",
  ],
  [
    ["http-check send uri /s", "option httpchk GET /own HTTP/1.1"],
    "GET /own HTTP/1.1\r\nconnection: close\r\n\r\n",
  ],
  [
    ["option httpchk GET /a HTTP/1.1\\r\\nHost:\\ x"],
    "GET /a HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
  ],
])("%j asks %j", (lines, expected) => {
  expect(checkerOf(lines).connected(0)).toEqual({ send: expected });
});

test("several questions, each on a connection of its own", () => {
  const lines = [
    "option httpchk GET /a",
    "http-check connect",
    "http-check send uri /1",
    "http-check expect status 200",
    "http-check set-var(check.s) status",
    "http-check connect port 8081",
    "http-check send uri-lf /%[var(check.s)]",
  ];
  expect(walk(lines, { pieces: [answer, answer], end: "ended" })).toEqual([
    'send "GET /1 HTTP/1.0\\r\\n\\r\\n"',
    "connect :8081",
    'send "OPTIONS /200 HTTP/1.0\\r\\n\\r\\n"',
    "passed l7-ok 200",
  ]);
});
