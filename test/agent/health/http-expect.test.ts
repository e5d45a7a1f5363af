import { expect, test } from "vitest";
import type { Backend } from "../../../agent/config/haproxy/config.ts";
import { parseHaproxy } from "../../../agent/config/haproxy/parse.ts";
import { checkerFor } from "../../../agent/health/index.ts";
import type { CheckResult } from "../../../agent/health/result.ts";

const answer = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nX-H: v1, w2\r\n\r\nok\n";

function judge(lines: string, text = answer, up = true): unknown {
  const rules = lines.split("; ").map((line) => ` http-check ${line}\n`);
  const { config } = parseHaproxy(`backend b\n option httpchk\n${rules.join("")}`, "x");
  const checker = checkerFor(config.backends[0] as Backend, { up, state: () => "UP" });
  const result = checker.received(text, true) as CheckResult;
  return `${result.status} ${result.info ?? ""}`.trim();
}

// As HAProxy 2.6.12 judges the same answers.
test.each([
  ["expect rstatus ^20", "l7-ok"],
  ["expect rstatus ^5", "l7-status OK"],
  ["expect ! rstatus ^20", "l7-status OK"],
  ["expect rstring o.\\n", "l7-ok"],
  ["expect rstring zz", "l7-invalid HTTP content check did not match"],
  ["expect ! rstring ok", "l7-invalid HTTP check matched unwanted content"],
  ["expect hdr name x-h", "l7-ok"],
  ["expect hdr name x-h value w2", "l7-ok"],
  ["expect fhdr name x-h value w2", "l7-status OK"],
  ["expect hdr name x-h value v2", "l7-status OK"],
  ["expect ! hdr name x-h", "l7-status OK"],
  ["expect hdr name -m beg X- value -m end 1", "l7-ok"],
  ["expect fhdr name x-h value -m reg ^v", "l7-ok"],
  ["expect hdr name x-none", "l7-status OK"],
  ["expect status 200; expect string zz", "l7-invalid HTTP content check did not match"],
  ["expect string ok; expect hdr name x-no", "l7-status OK"],
  ["expect status 404; disable-on-404", "l7-status OK"],
])("http-check %s", (lines, expected) => {
  expect(judge(lines)).toBe(expected);
});

test("a 404 takes its leave where disable-on-404 says so, and nobody is brought back by it", () => {
  const gone = "HTTP/1.1 404 Gone\r\n\r\n";
  expect([judge("disable-on-404", gone), judge("disable-on-404", gone, false)]).toEqual([
    "l7-conditional",
    "l7-status Gone",
  ]);
});

test("send-state tells the server how it is", () => {
  const { config } = parseHaproxy("backend b\n option httpchk\n http-check send-state\n", "x");
  const checker = checkerFor(config.backends[0] as Backend, { up: true, state: () => "UP; name=b/s" });
  expect(checker.connected()).toMatchObject({
    send: expect.stringContaining("server-state: UP; name=b/s\r\n"),
  });
});
