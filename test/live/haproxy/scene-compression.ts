import { createServer, request } from "node:http";
import { brotliCompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import { configOf, startBalancer } from "./balancer.ts";
import { until } from "./client.ts";
import { withoutTimes } from "./log-text.ts";

export interface CompressionResult {
  /** Headers, and whether the body is the origin's when it is read. */
  readonly answers: Readonly<Record<string, readonly string[]>>;
  readonly log: readonly string[];
}

const config = configOf(`listen typed
 bind 127.0.0.1:18080
 compression algo gzip deflate
 compression type text/html text/plain application/json
 server s1 127.0.0.1:9001
listen any
 bind 127.0.0.1:18081
 compression algo gzip
 compression offload
 server s1 127.0.0.1:9001
listen raw
 bind 127.0.0.1:18082
 compression algo raw-deflate identity
 server s1 127.0.0.1:9001
frontend front
 bind 127.0.0.1:18083
 compression algo deflate
 default_backend back
backend back
 compression algo gzip
 server s1 127.0.0.1:9001
`);

const html = { "content-type": "text/html" };
const page = "hello, who reads this page, and hello again. ".repeat(200);

interface Case {
  readonly port?: number;
  readonly accept?: string;
  readonly method?: string;
  readonly agent?: string;
  /** What the origin answers. */
  readonly answer?: Readonly<Record<string, string>>;
  readonly status?: number;
}

const cases: Readonly<Record<string, Case>> = {
  gzip: { answer: html },
  "a preference": { accept: "deflate, gzip;q=0.5", answer: html },
  "none wanted": { accept: "gzip;q=0", answer: html },
  "any wanted": { accept: "*", answer: html },
  "another wanted": { accept: "br", answer: html },
  "a character set": { answer: { "content-type": "text/html; charset=utf-8" } },
  "a picture": { answer: { "content-type": "image/png" } },
  "no type": {},
  "no type, any taken": { port: 18_081 },
  "a picture, any taken": { port: 18_081, answer: { "content-type": "image/png" } },
  "parts, any taken": { port: 18_081, answer: { "content-type": "multipart/form-data" } },
  created: { answer: html, status: 201 },
  "a part": { answer: html, status: 206 },
  "an error": { answer: html, status: 404 },
  "a strong tag": { answer: { ...html, etag: '"a"' } },
  "a weak tag": { answer: { ...html, etag: 'W/"a"' } },
  "no tag": { answer: { ...html, etag: "a" } },
  "it varies": { answer: { ...html, vary: "Cookie" } },
  "not to be changed": { answer: { ...html, "cache-control": "no-transform" } },
  "coded already": { answer: { ...html, "content-encoding": "br" } },
  chunks: { answer: { ...html, "x-chunked": "1" } },
  head: { method: "HEAD", answer: html },
  "an old browser": { agent: "Mozilla/4.0 (compatible; MSIE 6.0; Windows)", answer: html },
  raw: { port: 18_082, accept: "deflate", answer: html },
  identity: { port: 18_082, accept: "identity", answer: html },
  "the backend's word": { port: 18_083, accept: "deflate, gzip", answer: html },
  "the frontend's word": { port: 18_083, accept: "deflate", answer: html },
};

/** Pages on their way through `compression`. */
export async function sceneCompression(program: string): Promise<CompressionResult> {
  await startOrigin();
  await using balancer = await startBalancer(program, config, 18080);
  const answers: Record<string, readonly string[]> = {};
  // Beside them may stand the look whether it listens.
  const lines = (): readonly string[] => balancer.lines().filter((line) => line.includes(" / HTTP/1.1"));
  for (const [name, one] of Object.entries(cases)) answers[name] = await ask(one);
  await until("a line for each", () => lines().length >= Object.keys(cases).length);
  return { answers, log: lines().map(withoutTimes) };
}

/** Answers what the request's header `x-answer` says, in two pieces. */
function startOrigin(): Promise<void> {
  const server = createServer((asked, response) => {
    const { "x-chunked": chunked, ...fields } = JSON.parse(String(asked.headers["x-answer"]));
    response.sendDate = false;
    response.statusCode = Number(asked.headers["x-status"]);
    for (const [name, value] of Object.entries(fields)) response.setHeader(name, String(value));
    const body = fields["content-encoding"] === "br" ? brotliCompressSync(page) : Buffer.from(page);
    if (chunked === undefined) response.setHeader("content-length", body.length);
    response.setHeader("x-accepted", asked.headers["accept-encoding"] ?? "nothing");
    response.write(body.subarray(0, 1000));
    setTimeout(() => response.end(body.subarray(1000)), 5);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(9001, "127.0.0.1", resolve);
  return promise;
}

const readers: Readonly<Record<string, (bytes: Buffer) => Buffer>> = { gzip: gunzipSync, deflate: inflate };

function ask({
  port = 18_080,
  accept = "gzip",
  method = "GET",
  agent = "x",
  answer = {},
  status = 200,
}: Case) {
  const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
  const headers = {
    "accept-encoding": accept,
    "user-agent": agent,
    "x-answer": JSON.stringify(answer),
    "x-status": status,
  };
  request({ port, host: "127.0.0.1", method, headers, agent: false }, (response) => {
    const pieces: Buffer[] = [];
    response.on("data", (bytes: Buffer) => pieces.push(bytes));
    response.on("end", () => {
      const lines = Object.entries(response.headers).map(([name, value]) => `${name}: ${value}`);
      const bytes = Buffer.concat(pieces);
      const read = readers[response.headers["content-encoding"] ?? ""] ?? ((same: Buffer) => same);
      resolve([String(response.statusCode), ...lines, `whole: ${String(read(bytes)) === page}`]);
    });
  })
    .on("error", reject)
    .end();
  return promise;
}

/** Both kinds go by this name. */
function inflate(bytes: Buffer): Buffer {
  return (bytes.readUInt8(0) & 0x0f) === 8 ? inflateSync(bytes) : inflateRawSync(bytes);
}
