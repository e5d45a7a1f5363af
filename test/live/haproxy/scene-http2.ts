import { createHash } from "node:crypto";
import { type ClientHttp2Session, connect, type OutgoingHttpHeaders } from "node:http2";
import { configOf, startBalancer } from "./balancer.ts";
import { makeCertificate } from "./certificate.ts";
import { until } from "./client.ts";
import { withoutTimes } from "./log-text.ts";
import { startOrigin } from "./origin.ts";

export interface Http2Result {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly log: readonly string[];
}

const config = configOf(`listen two
 bind 127.0.0.1:18443 ssl crt a.pem alpn h2,http/1.1
 http-request set-header x-version %[req.ver]
 http-request deny if { path /forbidden }
 acl two req.ver 2.0
 http-request set-header x-two yes if two
 server s1 127.0.0.1:9001
`);

const address = "https://127.0.0.1:18443";
const big = Buffer.alloc(1_000_000, "0123456789abcdef");

/** A client that speaks HTTP/2, in front of a server that does not. */
export async function sceneHttp2(program: string): Promise<Http2Result> {
  await startOrigin(9001);
  makeCertificate("a", ["a.test"]);
  await using balancer = await startBalancer(program, config, 18443);
  const answers: Record<string, unknown> = {};
  const client = connect(address, { rejectUnauthorized: false });
  answers["a request"] = await ask(client, { ":path": "/a?b=1", cookie: "c=1; d=2", te: "trailers" });
  const post = await ask(client, { ":method": "POST", ":path": "/post" }, Buffer.from("hello"));
  // The original writes the coding of the body last; elsewhere it has the place that a client of HTTP/1 gave it.
  answers["a body"] = post.body.replace(/"transfer-encoding","chunked",|,"transfer-encoding","chunked"/, "");
  const digest = createHash("sha256").update(big).digest("hex");
  const upload = await ask(client, { ":method": "PUT", ":path": "/digest" }, big);
  answers["a large body"] = upload.status === 200 && upload.body === digest;
  answers.denied = (await ask(client, { ":path": "/forbidden" })).status;
  answers.head = await ask(client, { ":method": "HEAD", ":path": "/" });
  answers["no content"] = await ask(client, { ":path": "/nobody" });
  const lines = balancer.lines().length;
  const many = await Promise.all(
    Array.from({ length: 60 }, (_, at) => ask(client, { ":path": `/many/${at}` })),
  );
  answers["sixty at once"] = many.every(
    ({ status, body }, at) => status === 200 && body.includes(`/many/${at}"`),
  );
  await until("a line for each", () => balancer.lines().length >= lines + 60);
  // Before them stands the look whether it listens.
  const log = balancer.lines().slice(1, lines).map(withoutTimes);
  client.destroy();
  return { answers, log };
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: readonly string[];
  readonly body: string;
}

function ask(client: ClientHttp2Session, headers: OutgoingHttpHeaders, body?: Buffer): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const stream = client.request(headers, { endStream: body === undefined });
  const pieces: Buffer[] = [];
  let [status, names]: [number | undefined, string[]] = [undefined, []];
  stream.on("response", (fields) => {
    status = fields[":status"];
    names = Object.entries(fields)
      .filter(([name]) => name !== "date")
      .map(([name, value]) => `${name}: ${value}`);
  });
  stream.on("data", (bytes: Buffer) => pieces.push(bytes));
  stream.on("error", reject);
  stream.on("end", () => resolve({ status, headers: names, body: Buffer.concat(pieces).toString("latin1") }));
  stream.end(body);
  return promise;
}
