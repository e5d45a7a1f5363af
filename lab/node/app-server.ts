import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { AppSettings } from "./app-settings.ts";

/** What the application server tells on its standard output, a JSON line each. */
export type AppEvent =
  | { readonly event: "health"; readonly status: number; readonly remote: string }
  | { readonly event: "sick"; readonly status: number };

export interface App {
  readonly server: Server;
  /** Health checks succeed from now on if they failed, and the other way round. */
  toggleHealth(): void;
  /** Takes no new connection and ends when the requests under way are answered. */
  stop(): void;
}

export interface AppOptions extends Omit<AppSettings, "port"> {
  report(event: AppEvent): void;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
}

type Routes = Readonly<Record<string, (exchange: Exchange) => void | Promise<void>>>;

const idleMs = 65_000;
const maxSlowMs = 60_000;
const maxStreamBytes = 1_000_000_000;
const chunkBytes = 64 * 1024;

/** A small web application that says who it is, and can be slow, talkative or sick. */
export function appServer({ name, sick, report }: AppOptions): App {
  let healthStatus = sick ? 503 : 200;
  const setHealth = (status: number) => {
    healthStatus = status;
    report({ event: "sick", status });
  };

  const health = ({ request, response, query }: Exchange) => {
    if (request.method === "POST") return changeHealth({ request, response, query }, setHealth);
    report({ event: "health", status: healthStatus, remote: plainAddress(request.socket.remoteAddress) });
    response.writeHead(healthStatus).end(healthStatus === 200 ? "OK\n" : "sick\n");
  };
  const routes: Routes = {
    "/": ({ response }) => void response.end(`${name}\n`),
    "/health": health,
    "/slow": ({ response, query }) => slow(response, query, name),
    "/stream": ({ response, query }) => stream(response, query),
    "/echo": ({ request, response }) => pipeline(request, response),
  };

  const server = createServer((request, response) => {
    response.setHeader("X-Server", name);
    // Who hangs up in the middle of an answer wants nothing more.
    void answer(request, response, routes).catch(() => response.destroy());
  });
  server.keepAliveTimeout = idleMs; // longer than a balancer keeps idle connections: it must not meet a closed one
  return {
    server,
    toggleHealth: () => setHealth(healthStatus === 200 ? 503 : 200),
    stop: () => stop(server),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, routes: Routes): Promise<void> {
  const url = URL.parse(request.url ?? "", "http://app");
  if (url === null) return void response.writeHead(400).end("what path is that?\n");
  const route = Object.hasOwn(routes, url.pathname) ? routes[url.pathname] : undefined;
  await (route ?? notFound)({ request, response, query: url.searchParams });
}

/** Only from inside the node: the users of the service must not be able to take it down. */
function changeHealth({ request, response, query }: Exchange, setHealth: (status: number) => void): void {
  if (!isLoopback(request.socket.remoteAddress))
    return void response.writeHead(403).end("only from inside\n");
  const status = numberOf(query, "status", 599);
  if (status === undefined || status < 200) return void response.writeHead(400).end("status: 200 to 599\n");
  setHealth(status);
  response.writeHead(204).end();
}

async function slow(response: ServerResponse, query: URLSearchParams, name: string): Promise<void> {
  const delayMs = numberOf(query, "ms", maxSlowMs);
  if (delayMs === undefined) return void response.writeHead(400).end(`ms: 0 to ${maxSlowMs}\n`);
  await sleep(delayMs);
  response.end(`${name}\n`);
}

/** As many bytes as asked for, at the pace of who reads them. */
async function stream(response: ServerResponse, query: URLSearchParams): Promise<void> {
  const sizeBytes = numberOf(query, "bytes", maxStreamBytes);
  if (sizeBytes === undefined) return void response.writeHead(400).end(`bytes: 0 to ${maxStreamBytes}\n`);
  response.writeHead(200, { "Content-Type": "application/octet-stream", "Content-Length": sizeBytes });
  await pipeline(Readable.from(chunks(sizeBytes)), response);
}

function* chunks(sizeBytes: number): Generator<Buffer> {
  const whole = Buffer.alloc(chunkBytes, "bascule\n");
  for (let leftBytes = sizeBytes; leftBytes > 0; leftBytes -= chunkBytes) yield whole.subarray(0, leftBytes);
}

function notFound({ response }: Exchange): void {
  response.writeHead(404).end("not found\n");
}

/** A whole number from 0 to `max` (default when absent: 0); undefined otherwise. */
function numberOf(query: URLSearchParams, name: string, max: number): number | undefined {
  const text = query.get(name) ?? "0";
  return /^\d{1,10}$/.test(text) && Number(text) <= max ? Number(text) : undefined;
}

/** A dual-stack socket shows IPv4 addresses as ::ffff:192.168.1.101. */
function plainAddress(address = ""): string {
  return address.replace(/^::ffff:/, "");
}

function isLoopback(address = ""): boolean {
  return address === "::1" || plainAddress(address).startsWith("127.");
}

function stop(server: Server): void {
  server.close();
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 2000).unref();
}
