import { expect, test } from "vitest";
import { logLine } from "../../../agent/proxy/log-line.ts";
import type { SessionRecord } from "../../../agent/proxy/record.ts";
import { LineText } from "../../../agent/rule/line-text.ts";
import type { LineFacts } from "../../../agent/rule/log-line.ts";

function lineOf(record: SessionRecord, facts: LineFacts, format: "http" | "tcp" | "default"): string {
  const text = new LineText().begin(9);
  logLine(text, record, facts, format);
  return text.toString();
}

const record: SessionRecord = {
  kind: "http",
  startMs: 0,
  requestMs: 0.9,
  queueMs: 0,
  connectMs: 0,
  responseMs: 0.2,
  totalMs: 0.7,
  idleMs: 0,
  view: undefined,
  server: 0,
  backend: "b",
  status: 200,
  bytes: 200,
  bytesIn: 0,
  stats: false,
  termination: "--",
  retries: 0,
  redispatched: false,
  requestLine: "GET /x?y=1 HTTP/1.1",
  empty: false,
};
const facts = {
  client: "127.0.0.1:44980",
  clientHost: "127.0.0.1",
  clientPort: 44_980,
  local: "127.0.0.1:18080",
  frontend: "f",
  isTls: false,
  mode: "http",
  server: "s1",
  date: "21/Nov/2026:07:51:29.072",
  startedMs: 0,
  calendar: () => {
    throw new Error("nobody asks");
  },
  hostName: "here",
  processId: 1,
  lines: 0,
  requests: 0,
  connections: { process: 1, frontend: 1, backend: 0, server: 0 },
  queued: { server: 0, backend: 0 },
} as const;

/** The lines are those of HAProxy 2.6.12. */
test.each([
  ["a request", {}, {}, 'f b/s1 0/0/0/0/0 200 200 - - ---- 1/1/0/0/0 0/0 "GET /x?y=1 HTTP/1.1"'],
  [
    "a dead server",
    { connectMs: -1, responseMs: -1, totalMs: 3003, status: 503, bytes: 217, termination: "SC", retries: 3 },
    {},
    'f b/s1 0/0/-1/-1/3003 503 217 - - SC-- 1/1/0/0/3 0/0 "GET /x?y=1 HTTP/1.1"',
  ],
  [
    "nobody left",
    {
      queueMs: -1,
      connectMs: -1,
      responseMs: -1,
      server: undefined,
      status: 503,
      bytes: 217,
      termination: "SC",
    },
    { server: undefined },
    'f b/<NOSRV> 0/-1/-1/-1/0 503 217 - - SC-- 1/1/0/0/0 0/0 "GET /x?y=1 HTTP/1.1"',
  ],
  [
    "no request",
    {
      requestMs: -1,
      queueMs: -1,
      connectMs: -1,
      responseMs: -1,
      backend: undefined,
      status: 400,
      bytes: 0,
      termination: "PR",
      requestLine: undefined,
    },
    { server: undefined },
    'f f/<NOSRV> -1/-1/-1/-1/0 400 0 - - PR-- 1/1/0/0/0 0/0 "<BADREQ>"',
  ],
  [
    "a redispatched one with a quote",
    { retries: 1, redispatched: true, requestLine: 'GET /" HTTP/1.1' },
    {},
    'f b/s1 0/0/0/0/0 200 200 - - ---- 1/1/0/0/+1 0/0 "GET /#22 HTTP/1.1"',
  ],
] as const)("%s", (_, change, factChange, line) => {
  expect(lineOf({ ...record, ...change }, { ...facts, ...factChange }, "http")).toBe(
    `127.0.0.1:44980 [21/Nov/2026:07:51:29.072] ${line}`,
  );
});

test("tcp, and the default format", () => {
  const tcp = { ...record, kind: "tcp", totalMs: 1, bytes: 225 } as const;
  expect(lineOf({ ...tcp, backend: "tb" }, { ...facts, frontend: "t", mode: "tcp" }, "tcp")).toBe(
    "127.0.0.1:44980 [21/Nov/2026:07:51:29.072] t tb/s1 0/0/1 225 -- 1/1/0/0/0 0/0",
  );
  expect(lineOf(record, facts, "default")).toBe("Connect from 127.0.0.1:44980 to 127.0.0.1:18080 (f/HTTP)");
});
