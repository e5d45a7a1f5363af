import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatProblem } from "../../../../agent/base/problem.ts";
import { languages } from "../../../../agent/base/text.ts";
import { parseHaproxy, parseHaproxyFiles } from "../../../../agent/config/haproxy/parse.ts";
import { exitOf, verdictCases } from "./verdict.ts";

const course = readFileSync(
  new URL("../../../../compose/course/haproxy/haproxy.cfg", import.meta.url),
  "utf8",
);

describe("the verdict is HAProxy's", () => {
  test.each(verdictCases.filter((one) => !one.differs))("$name", ({ text, exit, warned }) => {
    const parsed = parseHaproxy(text, "haproxy.cfg");
    expect(exitOf(parsed)).toBe(exit);
    if (exit !== 1) expect(parsed.originalWarns).toBe(warned);
  });

  test.each(verdictCases.filter((one) => one.differs))("$name: unsupported ($differs)", ({ text }) => {
    const severities = parseHaproxy(text, "haproxy.cfg").problems.map((problem) => problem.severity);
    expect(severities).toContain("unsupported");
  });
});

test("the course's file is read whole, without a problem", () => {
  const { config, problems } = parseHaproxy(course, "haproxy.cfg");
  expect(problems).toEqual([]);
  expect(config).toMatchSnapshot();
});

const broken = `global
    daemon x
    chrot /var/lib/haproxy
    stats socket /run/haproxy/admin.sock
defaults
    mode htpp
    timeout client 5
    timeout conect 5s
    timeout server 5x
frontend f
    bind 80
    bind *:443 ssl crt /etc/site.pem
    option httplgo
    default_backend bakc
backend back
    balance roundrobim
    option httpchk GET /health HTTP/1.1\\r\\nHost:\\ localhost
    http-check expect staus 200
    server a 10.0.0.1:80 chek
    server b 10.0.0.2:80 weight abc
    server c 10.0.0.3:99999
    use_backend x if y
    server d "10.0.0.4:80
`;

test.each(languages)("all problems of a file, in its order (%s)", (language) => {
  const { problems } = parseHaproxy(broken, "haproxy.cfg");
  const lines = problems.map((problem) => `${problem.severity} ${formatProblem(problem, language)}`);
  expect(lines).toMatchSnapshot();
});

test("several files are one; their problems name the file", () => {
  const { config, problems } = parseHaproxyFiles([
    { file: "a.cfg", text: "frontend f\n mode http\n timeout client 1s\n bind :80\n default_backend b\n" },
    {
      file: "b.cfg",
      text: "backend b\n mode http\n timeout server 1s\n timeout connect 1s\n server s 10.0.0.1:80\n fo\n",
    },
  ]);
  expect(config.backends[0]?.servers[0]).toMatchObject({ name: "s", host: "10.0.0.1", port: 80, weight: 1 });
  expect(problems.map(({ file, line, column, code }) => ({ file, line, column, code }))).toEqual([
    { file: "b.cfg", line: 6, column: 2, code: "ERR_CONFIG_KEYWORD" },
  ]);
});

test("what defaults say reaches later sections, and default-server the servers behind it", () => {
  const text = `defaults
 mode http
 timeout connect 1s
 timeout client 1m
 timeout server 2h
 option redispatch
 default-server inter 500ms fall 5 rise 1 check
listen l
 bind :80,10.0.0.1:81
 server a 10.0.0.1:80
 default-server no-check weight 7
 server b 10.0.0.2:80 backup
`;
  const { config, problems } = parseHaproxy(text, "x");
  expect(problems).toEqual([]);
  expect(config.frontends[0]).toMatchObject({
    defaultBackend: "l",
    timeouts: { clientMs: 60_000 },
    binds: [
      { host: "0.0.0.0", port: 80 },
      { host: "10.0.0.1", port: 81 },
    ],
  });
  expect(config.backends[0]).toMatchObject({
    redispatch: true,
    timeouts: { connectMs: 1000, serverMs: 7_200_000 },
  });
  expect(config.backends[0]?.servers).toEqual([
    {
      name: "a",
      host: "10.0.0.1",
      port: 80,
      weight: 1,
      backup: false,
      check: { intervalMs: 500, fall: 5, rise: 1 },
    },
    { name: "b", host: "10.0.0.2", port: 80, weight: 7, backup: true },
  ]);
});

test("a bind may be a range of ports, or a socket that whoever starts us has opened", () => {
  const text = `global
 stats socket fd@9 level admin
frontend f
 timeout client 1s
 bind 127.0.0.1:8000-8002
 bind fd@7
 bind fd@8 name own
`;
  const { config, problems } = parseHaproxy(text, "x");
  expect(problems.filter(({ severity }) => severity === "fatal")).toEqual([]);
  expect(config.frontends[0]?.binds).toEqual([
    ...[8000, 8001, 8002].map((port) => ({ host: "127.0.0.1", port })),
    { host: "", port: 0, descriptor: 7 },
    { host: "", port: 0, descriptor: 8, name: "own" },
  ]);
  expect(config.global.statsSockets).toEqual([
    { address: { kind: "descriptor", descriptor: 9 }, level: "admin" },
  ]);
});

test("a connection in mode tcp has no request that a condition could ask for", () => {
  const text = `listen l
 mode tcp
 timeout client 1s
 timeout server 1s
 timeout connect 1s
 bind :80
 acl is_api path_beg /api
 use_backend l2 if is_api
 use_backend l2 if { src 10.0.0.0/8 }
 server s 10.0.0.1:80
backend l2
 timeout server 1s
 timeout connect 1s
 server s 10.0.0.1:80
`;
  const { problems } = parseHaproxy(text, "x");
  expect(problems.map(({ severity, line, code }) => ({ severity, line, code }))).toEqual([
    { severity: "mistake", line: 8, code: "ERR_CONFIG_VALUE" },
  ]);
});

test("reading never throws, and every problem has a place in the file", () => {
  const word = fc.constantFrom(
    "global",
    "defaults",
    "listen l",
    "bind",
    "*:80",
    "server",
    "check",
    "timeout",
    '"',
    "\\x",
    "5",
    "no",
  );
  const line = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(word).map((words) => words.join(" ")),
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const text = lines.join("\n");
      const count = text.split("\n").length;
      for (const problem of parseHaproxy(text, "x").problems) {
        expect(problem.column).toBeGreaterThan(0);
        expect(problem.line).toBeGreaterThan(0);
        expect(problem.line).toBeLessThanOrEqual(count);
      }
    }),
  );
});
