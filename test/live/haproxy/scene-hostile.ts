import { readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { configOf, startBalancer } from "./balancer.ts";
import { raw, until } from "./client.ts";
import { startUnreliable } from "./hostile-origin.ts";
import { startOrigin } from "./origin.ts";

export interface HostileResult {
  /** First line of what each hostile client or server leads to. */
  readonly answers: Readonly<Record<string, string>>;
  /** The end of the log line of each: status and termination state. */
  readonly log: Readonly<Record<string, string>>;
  /** Of 100 slow clients: how many were told to go. */
  readonly slowRefused: number;
  /** Requests of a sound client while all that went on that got no 200. */
  readonly othersFailed: number;
  readonly serves: boolean;
  readonly growthKib: number;
  readonly descriptors: number;
  readonly errors: string;
}

const config = configOf(`listen hostile
 bind 127.0.0.1:18080
 timeout http-request 600ms
 timeout client 2s
 timeout server 600ms
 server s1 127.0.0.1:9001
listen sound
 bind 127.0.0.1:18082
 timeout http-keep-alive 20s
 server s1 127.0.0.1:9004
`);

const head = (path: string, rest = ""): string => `GET /${path} HTTP/1.1\r\nHost: x\r\n${rest}`;
const whole = (path: string): string => `${head(path)}\r\n`;
const post = (path: string): string =>
  `POST /${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`;

/** Each on a connection of its own, one after the other. */
const cases: Readonly<Record<string, readonly string[]>> = {
  "half a request": [head("half")],
  "a header without an end": [head("long-header", `X: ${"a".repeat(200_000)}`)],
  "headers without an end": [head("many-headers", "X: a\r\n".repeat(5000))],
  "a first line without an end": [`GET /${"a".repeat(100_000)}`],
  "a chunk size without an end": [post("chunk-size"), "0".repeat(100_000)],
  "a chunk extension without an end": [post("chunk-extension"), `1;${"a".repeat(100_000)}`],
  "a server that never answers": [whole("never")],
  "a server that answers too late": [whole("late")],
  "a server that answers twice": [whole("twice"), whole("plain")],
  "a server that answers half": [whole("half-head")],
  "a server that answers before the request is whole": [post("early"), "3\r\nabc\r\n"],
  "a server that leaves at once": [whole("leave")],
  "a server whose header has no end": [whole("endless-header")],
};

/** Clients and servers that do their worst, one by one and many at once; somebody sound is served beside them. */
export async function sceneHostile(program: string): Promise<HostileResult> {
  await startUnreliable(9001);
  await startOrigin(9004);
  await using balancer = await startBalancer(program, config, 18080);
  const pid = balancer.process.pid ?? 0;
  await soundClient(500);
  const before = { descriptors: descriptors(pid), kib: residentKib(pid) };
  const answers: Record<string, string> = {};
  const log: Record<string, string> = {};
  for (const [name, pieces] of Object.entries(cases)) {
    const lines = balancer.lines().length;
    const reply = await raw(18_080, pieces, { quietMs: 1000 });
    answers[name] = [...reply.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status).join(" ");
    await until(`a line about ${name}`, () => balancer.lines().length > lines);
    log[name] = endOf(balancer.lines()[lines] ?? "");
  }
  const sound = soundClient(1500);
  const slow = await Promise.all(Array.from({ length: 100 }, slowClient));
  await resetsAtEveryByte();
  await endlessChunks();
  await manyConnections(3000);
  const othersFailed = await sound;
  // Idle connections to servers are kept for a few seconds.
  await until("all is closed again", () => descriptors(pid) <= before.descriptors + 2);
  return {
    answers,
    log,
    slowRefused: slow.filter((reply) => reply.startsWith("HTTP/1.1 408")).length,
    othersFailed,
    serves: balancer.process.exitCode === null && (await soundClient(1)) === 0,
    growthKib: residentKib(pid) - before.kib,
    descriptors: descriptors(pid) - before.descriptors,
    errors: balancer.errors(),
  };
}

/** Status and termination state of a line of `option httplog`. */
function endOf(line: string): string {
  const [, status = "", state = ""] = /\/[-+\d]+ (-?\d+) \d+ - - (\S{4}) /.exec(line) ?? [];
  return `${status} ${state}`;
}

/** So many requests on one connection; how many got no 200. */
async function soundClient(count: number): Promise<number> {
  let failed = 0;
  for (let left = count; left > 0; left -= 25) {
    const batch = Math.min(25, left);
    const ask = whole("").repeat(batch - 1) + head("", "Connection: close\r\n\r\n");
    const reply = await raw(18_082, [ask], { quietMs: 5000 });
    failed += batch - (reply.split("HTTP/1.1 200 OK").length - 1);
  }
  return failed;
}

/** A byte every 40 ms. */
async function slowClient(): Promise<string> {
  const socket = connect(18_080, "127.0.0.1");
  let text = "";
  let open = true;
  socket.on("data", (bytes) => (text += bytes.toString("latin1")));
  socket.on("error", () => (open = false)).on("end", () => (open = false));
  for (const letter of head("slow", `X: ${"a".repeat(60)}`)) {
    if (!open) break;
    socket.write(letter);
    await sleep(40);
  }
  socket.destroy();
  return text;
}

async function resetsAtEveryByte(): Promise<void> {
  const request = `${post("plain")}3\r\nabc\r\n0\r\n\r\n`;
  await Promise.all(
    Array.from({ length: request.length }, async (_, length) => {
      const socket = connect(18_080, "127.0.0.1").on("error", () => {});
      socket.write(request.slice(0, length + 1));
      await sleep(10);
      socket.resetAndDestroy();
    }),
  );
}

/** 40 MiB in chunks to a server that does not read: it is not kept here. */
async function endlessChunks(): Promise<void> {
  const socket = connect(18_080, "127.0.0.1").on("error", () => {});
  socket.write(post("unread"));
  const chunk = `10000\r\n${"a".repeat(65_536)}\r\n`;
  const closed = new Promise((resolve) => socket.once("close", resolve));
  for (let left = 640; left > 0 && !socket.destroyed; left--) {
    if (!socket.write(chunk)) {
      const drained = new Promise((resolve) => socket.once("drain", resolve));
      await Promise.race([drained, closed, sleep(3000)]);
    }
    if (socket.writableLength > 2_000_000) break;
  }
  socket.destroy();
}

/** They come and go without a word, 100 at a time. */
async function manyConnections(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 100) {
    await Promise.all(
      Array.from({ length: 100 }, () => {
        const { promise, resolve } = Promise.withResolvers<void>();
        const socket = connect(18_080, "127.0.0.1", () => socket.destroy());
        socket.on("error", () => resolve()).on("close", () => resolve());
        return promise;
      }),
    );
  }
}

function descriptors(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

function residentKib(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
}
