import { createServer, type Socket } from "node:net";
import { messageOf } from "../../../base/message-of.ts";
import type { MetricsAddress } from "../../../config/keepalived/config.ts";
import type { VrrpLog } from "../log.ts";
import type { Ledger } from "../report/ledger.ts";
import { metricsText } from "../report/metrics-text.ts";

const longestBytes = 8192;
const slowestMs = 5000;
const mostConnections = 16;

/**
 * Answers `GET /metrics`. By hand on a plain socket: node:http takes 16 MiB of memory, a client library 4 more, and the
 * daemon has 64 in all. A port that cannot be listened on is logged, and VRRP goes on.
 */
export function openMetrics({ host, port }: MetricsAddress, ledger: Ledger, log: VrrpLog): Disposable {
  const server = createServer((socket) => converse(socket, ledger));
  server.maxConnections = mostConnections;
  server.on("error", (error) => log.warning(`No metrics at ${host} port ${port}: ${messageOf(error)}`));
  server.listen({ host, port });
  return { [Symbol.dispose]: () => void server.close() };
}

function converse(socket: Socket, ledger: Ledger): void {
  let head = "";
  socket.setEncoding("latin1");
  socket.setTimeout(slowestMs, () => socket.destroy());
  socket.on("error", () => socket.destroy());
  socket.on("data", (text: string) => {
    head += text;
    if (/\r?\n\r?\n/.test(head)) socket.end(answer(head, ledger));
    else if (head.length > longestBytes) socket.destroy();
  });
}

function answer(head: string, ledger: Ledger): string {
  const [method, target = ""] = head.split(" ", 2);
  if (method !== "GET") return response("405 Method Not Allowed", "GET /metrics\n");
  if (!/^\/metrics\/?(\?|$)/.test(target)) return response("404 Not Found", "GET /metrics\n");
  return response("200 OK", metricsText(ledger.view()));
}

function response(status: string, body: string): string {
  const lines = [
    `HTTP/1.1 ${status}`,
    "Content-Type: text/plain; version=0.0.4; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}
