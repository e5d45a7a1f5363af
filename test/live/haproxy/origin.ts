import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** A small server behind the balancer; `healthy` is what /health tells, `sent` how far /flood came. */
export interface Origin {
  readonly port: number;
  healthy: boolean;
  sentBytes: number;
  readonly server: Server;
}

const routes: Readonly<
  Record<string, (origin: Origin, request: IncomingMessage, response: ServerResponse) => void>
> = {
  "/health": (origin, _, response) => response.writeHead(origin.healthy ? 200 : 503).end(),
  "/digest": digest,
  "/echo": (_, request, response) => request.pipe(response.writeHead(200)),
  "/flood": flood,
  "/never": () => {},
  "/abort": (_, request) => request.socket.destroy(),
  "/nobody": (_, __, response) => response.writeHead(204).end(),
  "/same": (_, __, response) => response.writeHead(304, { etag: '"a"' }).end(),
  "/early": (_, __, response) =>
    response.writeHead(413, { "content-length": 3, connection: "close" }).end("big"),
};

/** Listens on 127.0.0.1. Answers name the port and show the request as it came. */
export async function startOrigin(port: number): Promise<Origin> {
  const server = createServer((request, response) => {
    const route = routes[(request.url ?? "").split("?")[0] ?? ""];
    if (route) route(origin, request, response);
    else show(origin, request, response);
  });
  const origin: Origin = { port, healthy: true, sentBytes: 0, server };
  server.on("upgrade", (_, socket) => {
    socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
    socket.pipe(socket);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(port, "127.0.0.1", resolve);
  await promise;
  return origin;
}

function show(origin: Origin, request: IncomingMessage, response: ServerResponse): void {
  let body = "";
  request.on("data", (bytes) => {
    body += bytes;
  });
  request.on("end", () => {
    const seen = {
      port: origin.port,
      line: `${request.method} ${request.url}`,
      headers: request.rawHeaders,
      body,
    };
    response.setHeader("X-Port", origin.port);
    response.sendDate = false;
    response.end(`${JSON.stringify(seen)}\n`);
  });
}

function digest(_: Origin, request: IncomingMessage, response: ServerResponse): void {
  const hash = createHash("sha256");
  request.on("data", (bytes) => hash.update(bytes));
  request.on("end", () => response.end(hash.digest("hex")));
}

/** Sends as fast as it is taken, 64 MiB at most. */
function flood(origin: Origin, _: IncomingMessage, response: ServerResponse): void {
  const piece = Buffer.alloc(65_536, 1);
  const more = (): void => {
    while (origin.sentBytes < 67_108_864) {
      origin.sentBytes += piece.length;
      if (!response.write(piece)) {
        response.once("drain", more);
        return;
      }
    }
    response.end();
  };
  response.writeHead(200, { "content-length": 67_108_864 });
  more();
}
