import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { configOf, startBalancer } from "./balancer.ts";
import { until } from "./client.ts";
import { startOrigin } from "./origin.ts";

export interface BodyResult {
  readonly uploads: readonly boolean[];
  readonly echoes: readonly boolean[];
  /** How far the server came while the client read nothing, and in the end. */
  readonly stalledBytes: number;
  readonly receivedBytes: number;
  readonly growthKib: number;
}

const tenMib = 10_485_760;

const config = configOf(`listen l
 bind 127.0.0.1:18080
 timeout client 20s
 timeout server 20s
 server s1 127.0.0.1:9001
`);

/** Ten-megabyte bodies in both directions, and a client that does not read. */
export async function sceneBody(program: string): Promise<BodyResult> {
  const origin = await startOrigin(9001);
  await using balancer = await startBalancer(program, config, 18080);
  const pid = balancer.process.pid ?? 0;
  const body = Buffer.alloc(tenMib, "0123456789abcdef");
  const digest = createHash("sha256").update(body).digest("hex");
  const warm = await send("/digest", body, true);
  const before = residentKib(pid);
  const uploads = [warm === digest, (await send("/digest", body, false)) === digest];
  const echoes = [];
  for (const chunked of [true, false]) {
    const back = await send("/echo", body, chunked);
    echoes.push(
      back.length === tenMib && createHash("sha256").update(back, "latin1").digest("hex") === digest,
    );
  }
  const { stalledBytes, receivedBytes } = await slowReader(() => origin.sentBytes);
  return { uploads, echoes, stalledBytes, receivedBytes, growthKib: residentKib(pid) - before };
}

function send(path: string, body: Buffer, chunked: boolean): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const headers = chunked ? { "transfer-encoding": "chunked" } : { "content-length": body.length };
  const going = request({ port: 18080, host: "127.0.0.1", method: "POST", path, headers }, (response) => {
    const pieces: Buffer[] = [];
    response.on("data", (bytes: Buffer) => pieces.push(bytes));
    response.on("end", () => resolve(Buffer.concat(pieces).toString("latin1")));
    response.on("error", reject);
  });
  going.on("error", reject);
  for (let at = 0; at < body.length; at += 100_000) going.write(body.subarray(at, at + 100_000));
  going.end();
  return promise;
}

async function slowReader(sent: () => number): Promise<{ stalledBytes: number; receivedBytes: number }> {
  const socket = connect(18080, "127.0.0.1").pause();
  let receivedBytes = 0;
  socket.on("data", (bytes) => {
    receivedBytes += bytes.length;
  });
  socket.pause();
  socket.write("GET /flood HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  let last = -1;
  // It is stalled when nothing moves for half a second.
  await until("the flood stalls", async () => {
    const now = sent();
    await sleep(500);
    const stalled = now > 0 && now === last;
    last = now;
    return stalled;
  });
  const stalledBytes = sent();
  socket.resume();
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.once("close", resolve);
  await promise;
  return { stalledBytes, receivedBytes };
}

/** proc(5). */
function residentKib(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
}
