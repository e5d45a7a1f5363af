import { getHeapStatistics } from "node:v8";
import type { Backend, Frontend } from "../agent/config/haproxy/config.ts";
import { parseHaproxy } from "../agent/config/haproxy/parse.ts";
import type { Action } from "../agent/proxy/action.ts";
import { BackendState } from "../agent/proxy/backend-state.ts";
import { HttpSession } from "../agent/proxy/http-session.ts";
import { frontOf } from "../agent/proxy/route.ts";

/**
 * What a request costs without any system call: request and response pass through an HttpSession in memory.
 * Nanoseconds and bytes of garbage for each, the median of several rounds. Usage: `node bench/http-core.ts [requests]`.
 */
const requests = Number(process.argv[2] ?? 100_000);
const rounds = 7;

const connection = {
  clientAddress: "192.0.2.7",
  clientPort: 4000,
  localAddress: "192.0.2.1",
  localPort: 80,
  isTls: false,
};
const browser = [
  "GET /shop/item/17?ref=home HTTP/1.1",
  "Host: shop.example.com",
  "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
  "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  "Accept-Language: fr-CA,fr;q=0.8,en;q=0.5",
  "Accept-Encoding: gzip, deflate, br",
  "Connection: keep-alive",
  "Cookie: theme=dark; session=2f9c7d1e8a",
  "Upgrade-Insecure-Requests: 1",
];
const cases = {
  "plain, as wrk sends it": { lines: [], head: ["GET / HTTP/1.1", "Host: 127.0.0.1:8080"] },
  "forwardfor, as a browser sends it": { lines: ["option forwardfor"], head: browser },
  "5 ACLs, 3 header rules": {
    lines: [
      "acl a path_beg /admin",
      "acl b hdr(host) -i other.example.com",
      "acl c path_end .png .jpg",
      "acl d src 10.0.0.0/8",
      "acl e method POST",
      "http-request deny if a !d",
      "http-request set-header x-proto http",
      "http-request add-header x-via proxy if !b",
      "http-request del-header x-secret if !c !e",
    ],
    head: browser,
  },
};
const response = [
  "HTTP/1.1 200 OK",
  "Server: nginx",
  "Date: Sat, 21 Nov 2026 17:00:00 GMT",
  "Content-Type: text/html; charset=utf-8",
  "Content-Length: 64",
  "Connection: keep-alive",
];

for (const [name, { lines, head }] of Object.entries(cases)) {
  const session = sessionOf(lines);
  const ask = Buffer.from(`${head.join("\r\n")}\r\n\r\n`, "latin1");
  const answer = Buffer.from(`${response.join("\r\n")}\r\n\r\n${"x".repeat(64)}`, "latin1");
  const results = Array.from({ length: rounds }, () => round(session, ask, answer));
  const middle = (values: number[]): number => values.sort((a, b) => a - b)[rounds >> 1] ?? 0;
  const ns = middle(results.map((result) => result.ns));
  const bytes = middle(results.map((result) => result.bytes));
  process.stdout.write(`${name}: ${ns.toFixed(0)} ns, ${bytes.toFixed(0)} bytes a request\n`);
}

function sessionOf(lines: readonly string[]): HttpSession {
  const text = `defaults
 mode http
 timeout connect 1s
 timeout client 5s
 timeout server 5s
frontend f
 bind :80
 default_backend b
${lines.map((line) => ` ${line}\n`).join("")}backend b
 server s1 10.0.0.1:80
 server s2 10.0.0.2:80
`;
  const { config } = parseHaproxy(text, "bench");
  const [front, back] = [config.frontends[0] as Frontend, config.backends[0] as Backend];
  const state = new BackendState(back);
  const stats = (): never => {
    throw new Error("nobody asks");
  };
  return new HttpSession(frontOf(front, [state], new Map(), { stats }), connection, 0);
}

function round(session: HttpSession, ask: Buffer, answer: Buffer): { ns: number; bytes: number } {
  const before = getHeapStatistics().total_allocated_bytes;
  const start = process.hrtime.bigint();
  let sent = 0;
  for (let at = 0; at < requests; at++) {
    session.onClientData(ask, at);
    sent += sizeOf(session.onServerOpen(true, at));
    sent += sizeOf(session.onServerData(answer, at));
  }
  const ns = Number(process.hrtime.bigint() - start) / requests;
  if (sent < requests * (ask.length + answer.length - 60)) throw new Error(`only ${sent} bytes were sent`);
  return { ns, bytes: (getHeapStatistics().total_allocated_bytes - before) / requests };
}

function sizeOf(actions: readonly Action[]): number {
  let size = 0;
  for (const action of actions) if ("bytes" in action) size += action.bytes.length;
  return size;
}
