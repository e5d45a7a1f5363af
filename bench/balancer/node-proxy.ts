import { Agent, createServer } from "node:http";
import { createRequire } from "node:module";
import { originPorts } from "./work.ts";

/**
 * What one would write on Node in ten lines: `node node-proxy.ts http-proxy|fast-proxy PORT`. Three origins by turns,
 * connections to them are kept, the client is named in X-Forwarded-For.
 */
const [library = "", port = ""] = process.argv.slice(2);
const load = createRequire(import.meta.url);
const origin = `http://127.0.0.1:${originPorts.small}`;

if (library === "http-proxy") {
  const proxy = load("http-proxy").createProxyServer({ agent: new Agent({ keepAlive: true }), xfwd: true });
  proxy.on("error", (_error: Error, _request: unknown, response: { destroy(): void }) => response.destroy());
  createServer((request, response) => proxy.web(request, response, { target: origin })).listen(
    Number(port),
    "127.0.0.1",
  );
} else {
  const { proxy } = load("fast-proxy")({ base: origin });
  createServer((request, response) => {
    const headers = { "x-forwarded-for": request.socket.remoteAddress };
    proxy(request, response, request.url, { headers });
  }).listen(Number(port), "127.0.0.1");
}
