import { type ClientHttp2Session, connect, constants, type OutgoingHttpHeaders } from "node:http2";
import { duplexPair } from "node:stream";
import { describe, expect, test } from "vitest";
import { Http2Connection } from "../../../agent/drive/http2-connection.ts";
import type { Http2Wire } from "../../../agent/drive/http2-wire.ts";
import { latin1, latin1Bytes } from "../../../agent/http/bytes.ts";

const place = {
  remote: { kind: "ip", host: "192.0.2.1", port: 4711 },
  local: { kind: "ip", host: "192.0.2.2", port: 443 },
  serverName: "www.example.org",
  tls: { protocol: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384", keySize: 256, resumed: false },
} as const;

/** A client and, of each of its streams, what came and a hand on it. */
class Pair implements AsyncDisposable {
  readonly client: ClientHttp2Session;
  readonly connection: Http2Connection;
  readonly seen: { text: string; end: string; readonly wire: Http2Wire }[] = [];
  closed = false;

  constructor(answer: (text: string, wire: Http2Wire) => void) {
    const [ours, theirs] = duplexPair();
    this.connection = new Http2Connection(ours, {
      ...place,
      idleMs: undefined,
      serve: (wire) => {
        const seen = { text: "", end: "", wire };
        this.seen.push(seen);
        wire.owner = {
          onData: (bytes) => {
            seen.text += latin1(bytes);
            answer(seen.text, wire);
          },
          onEnd: () => (seen.end = "ended"),
          onDrain: () => {},
          onBroken: () => (seen.end = "broken"),
        };
      },
      closed: () => {
        this.closed = true;
      },
    });
    this.client = connect("http://www.example.org", { createConnection: () => theirs });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client.destroy();
    this.connection.destroy();
    while (!this.closed) await turn();
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

interface Answer {
  readonly status: number | undefined;
  readonly body: string;
  readonly trailers: unknown;
  readonly code: number | undefined;
}

async function ask(
  client: ClientHttp2Session,
  headers: OutgoingHttpHeaders,
  body?: readonly string[],
): Promise<Answer> {
  const stream = client.request(headers, { endStream: body === undefined });
  const { promise, resolve } = Promise.withResolvers<void>();
  let [status, text, trailers]: [number | undefined, string, unknown] = [undefined, "", undefined];
  stream.on("response", (fields) => {
    status = fields[":status"];
  });
  stream.on("trailers", ({ t }) => {
    trailers = t;
  });
  stream.on("data", (bytes) => {
    text += bytes;
  });
  stream.on("error", () => {});
  stream.on("close", resolve);
  for (const piece of body ?? []) stream.write(piece);
  if (body) stream.end();
  await promise;
  return { status, body: text, trailers, code: stream.rstCode };
}

const ok = (wire: Http2Wire, text: string): boolean => wire.write(latin1Bytes(text));
const fixed = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

describe("a client's HTTP/2 connection", () => {
  test("each stream is a request of HTTP/1.1, and its answer goes back", async () => {
    await using pair = new Pair((text, wire) => text.endsWith("\r\n\r\n") && ok(wire, fixed));
    const paths = ["/a", "/b", "/c"];
    const answers = await Promise.all(
      paths.map((path) => ask(pair.client, { ":authority": place.serverName, ":path": path })),
    );
    expect(answers.map(({ status, body }) => `${status} ${body}`)).toEqual(["200 ok", "200 ok", "200 ok"]);
    const head = (path: string): string => `GET ${path} HTTP/1.1\r\nhost: www.example.org\r\n\r\n`;
    expect(pair.seen.map(({ text }) => text)).toEqual(paths.map(head));
    expect(pair.seen.map(({ end }) => end)).toEqual(["ended", "ended", "ended"]);
    expect(pair.connection.busy).toBe(false);
  });

  test("a body goes in chunks, and chunks with trailers come back as frames", async () => {
    const answer = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nt: u\r\n\r\n";
    await using pair = new Pair((text, wire) => text.endsWith("0\r\n\r\n") && ok(wire, answer));
    const got = await ask(pair.client, { ":method": "POST" }, ["first", "second"]);
    expect(got).toMatchObject({ status: 200, body: "abc", trailers: "u" });
    const [, body] = pair.seen[0]?.text.split("\r\n\r\n", 2) ?? [];
    expect(body?.replaceAll(/\r\n|^[0-9a-f]+$/gm, "")).toMatch(/^5?first6?second0?$/);
  });

  test("an answer without a length ends with its connection", async () => {
    await using pair = new Pair((_, wire) => {
      ok(wire, "HTTP/1.1 200 OK\r\n\r\nabc");
      wire.end();
    });
    expect(await ask(pair.client, {})).toMatchObject({ status: 200, body: "abc" });
  });

  test("an answer that breaks off is an error of the stream, not a short body", async () => {
    await using pair = new Pair((_, wire) => {
      ok(wire, "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc");
      wire.end();
    });
    const { code } = await ask(pair.client, {});
    expect(code).toBe(constants.NGHTTP2_INTERNAL_ERROR);
  });

  test("an early answer reaches who still sends", async () => {
    await using pair = new Pair((text, wire) => text.endsWith("\r\n\r\n") && ok(wire, fixed));
    const stream = pair.client.request({ ":method": "POST" });
    const status = await new Promise((resolve) =>
      stream.on("response", (fields) => resolve(fields[":status"])),
    );
    expect(status).toBe(200);
    stream.resume();
    await new Promise((resolve) => stream.once("close", resolve));
    expect(stream.rstCode).toBe(constants.NGHTTP2_NO_ERROR);
  });

  test("who cancels a stream breaks that one only", async () => {
    await using pair = new Pair((text, wire) => text.startsWith("GET /b") && ok(wire, fixed));
    const cancelled = pair.client.request({ ":path": "/a" });
    await turn();
    cancelled.close(constants.NGHTTP2_CANCEL);
    await new Promise((resolve) => cancelled.once("close", resolve));
    expect(await ask(pair.client, { ":path": "/b" })).toMatchObject({ status: 200 });
    expect(pair.seen.map(({ end }) => end)).toEqual(["broken", "ended"]);
  });

  test("drained, it serves what has begun, and closes", async () => {
    await using pair = new Pair(() => {});
    const asked = ask(pair.client, {});
    while (pair.seen.length === 0) await turn();
    pair.connection.drain();
    ok(pair.seen[0]?.wire as Http2Wire, fixed);
    expect(await asked).toMatchObject({ status: 200, body: "ok" });
    while (!pair.closed) await turn();
  });
});
