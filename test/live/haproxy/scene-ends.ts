import { spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { answers, configOf, startBalancer } from "./balancer.ts";
import { raw, until } from "./client.ts";
import { openDatagramReader } from "./datagram.ts";
import { startOrigin } from "./origin.ts";

export interface EndsResult {
  /** Whether the log socket got a line: before it was there, then, after it had gone, when it was back. */
  readonly logged: readonly boolean[];
  /** What clients got of requests that were under way when the soft stop came, and its exit code. */
  readonly soft: { readonly [what: string]: string | number | null };
  /** The exit by SIGTERM while requests run. */
  readonly term: string | number | null;
  /** With no descriptors left: served afterwards. */
  readonly recovered: boolean;
}

const bigBytes = 16_777_216;
const get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
const closing = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

function configFor(port: number): string {
  return configOf(`listen l
 bind 127.0.0.1:${port}
 timeout client 10s
 log ${process.cwd()}/late.sock local0
 server s1 127.0.0.1:9001
listen big
 bind 127.0.0.1:${port + 1}
 timeout client 10s
 server s1 127.0.0.1:9002
listen slow
 bind 127.0.0.1:${port + 2}
 timeout client 10s
 timeout server 10s
 server s1 127.0.0.1:9003
`);
}

/** Things that come and go around the balancer, and its own ends. */
export async function sceneEnds(program: string): Promise<EndsResult> {
  await startOrigin(9001);
  await startServers();
  const logged = await loggedAround(program);
  const soft = await softStop(program);
  const term = await terminated(program);
  return { logged, soft, term, recovered: await outOfDescriptors(program) };
}

/** 9002 sends much and closes; 9003 answers after a while. */
async function startServers(): Promise<void> {
  const big = `HTTP/1.1 200 OK\r\nContent-Length: ${bigBytes}\r\nConnection: close\r\n\r\n`;
  await serve(9002, (socket) => socket.end(Buffer.concat([Buffer.from(big), Buffer.alloc(bigBytes, 97)])));
  await serve(9003, (socket) => {
    setTimeout(() => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), 700);
  });
}

function serve(port: number, answer: (socket: Socket) => void): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => answer(socket));
  }).listen(port, "127.0.0.1", resolve);
  return promise;
}

async function loggedAround(program: string): Promise<readonly boolean[]> {
  await using _ = await startBalancer(program, configFor(18_100), 18_100);
  const seen: boolean[] = [];
  const ask = async (read: () => readonly string[]): Promise<void> => {
    await raw(18_100, [closing]);
    await sleep(50);
    seen.push(read().some((line) => line.includes("GET / HTTP/1.1")));
  };
  await ask(() => []);
  const first = openDatagramReader("late.sock");
  await ask(first.read);
  first[Symbol.dispose]();
  rmSync("late.sock");
  await ask(() => []);
  using second = openDatagramReader("late.sock");
  await ask(second.read);
  rmSync("late.sock");
  return seen;
}

async function softStop(program: string): Promise<EndsResult["soft"]> {
  await using balancer = await startBalancer(program, configFor(18_200), 18_200);
  const big = connect(18_201, "127.0.0.1");
  big.on("error", () => {});
  big.write(get);
  big.pause();
  const waiting = raw(18_202, [get], { quietMs: 3000 });
  const half = connect(18_200, "127.0.0.1");
  half.on("error", () => {});
  half.write("GET / HT");
  await sleep(400);
  balancer.process.kill("SIGUSR1");
  await sleep(250);
  half.write("TP/1.1\r\nHost: x\r\n\r\n");
  const answer = await textOf(half);
  const [, length = 0] = [await waiting, (await textOf(big)).length];
  return {
    "half a request": `${answer.slice(0, 15)}, ${/connection: close/.exec(answer)?.[0]}`,
    "a request that waits": (await waiting).slice(0, 15),
    "a long response": length > bigBytes ? "whole" : `${length} bytes`,
    "still listens": String(await answers(18_200)),
    exit: await balancer.ended,
  };
}

async function textOf(socket: Socket): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const pieces: Buffer[] = [];
  socket.on("data", (bytes: Buffer) => pieces.push(bytes));
  socket.once("close", () => resolve());
  const timer = setTimeout(resolve, 8000);
  socket.resume();
  await promise;
  clearTimeout(timer);
  return Buffer.concat(pieces).toString("latin1");
}

async function terminated(program: string): Promise<string | number | null> {
  await using balancer = await startBalancer(program, configFor(18_300), 18_300);
  const running = Array.from({ length: 20 }, () => raw(18_302, [get]));
  await sleep(100);
  balancer.process.kill("SIGTERM");
  const code = await balancer.ended;
  await Promise.all(running);
  return balancer.process.signalCode ?? code;
}

async function outOfDescriptors(program: string): Promise<boolean> {
  writeFileSync("few.cfg", configFor(18_400));
  const child = spawn("sh", ["-c", 'ulimit -n 60; exec "$0" -db -f few.cfg', program], { stdio: "ignore" });
  await until("it listens", () => answers(18_400));
  const many = Array.from({ length: 150 }, () => connect(18_400, "127.0.0.1").on("error", () => {}));
  for (const socket of many) socket.write(get);
  await sleep(700);
  for (const socket of many) socket.destroy();
  // Requests that found no descriptor for their server are tried again for a while.
  await until("it serves again", async () => (await raw(18_400, [closing])).startsWith("HTTP/1.1 200"));
  const alive = child.exitCode === null;
  child.kill("SIGKILL");
  return alive;
}
