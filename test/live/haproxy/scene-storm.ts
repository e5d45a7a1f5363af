import { readdirSync, readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { configOf, startBalancer } from "./balancer.ts";
import { raw, until } from "./client.ts";
import { startOrigin } from "./origin.ts";
import { pick, type Random, randomFrom } from "./random.ts";
import { noise, requestWords, startEchoOfTokens, startNoise } from "./storm-origin.ts";

export interface StormResult {
  /** Tokens of one client that came to another, or came twice or in another order. */
  readonly foreign: readonly string[];
  readonly answered: number;
  /** Still there, and serving, after all that. */
  readonly serves: boolean;
  readonly errors: string;
  /** File descriptors, and memory in KiB, above those before the storm. */
  readonly descriptors: number;
  readonly growthKib: number;
}

const config = configOf(`listen tokens
 bind 127.0.0.1:18080
 option redispatch
 server s1 127.0.0.1:9001
 server s2 127.0.0.1:9002 maxconn 8
listen noise
 bind 127.0.0.1:18081
 timeout client 300
 timeout server 300
 timeout http-request 300
 server s1 127.0.0.1:9003
listen steady
 bind 127.0.0.1:18082
 server s1 127.0.0.1:9004
listen bytes
 bind 127.0.0.1:18083
 mode tcp
 timeout client 300
 server s1 127.0.0.1:9003
`);

/** Many clients at once, with sound requests and with noise, in front of servers of both kinds. */
export async function sceneStorm(program: string): Promise<StormResult> {
  const random = randomFrom(7);
  for (const port of [9001, 9002]) await startEchoOfTokens(port, random);
  await startNoise(9003, random);
  await startOrigin(9004);
  await using balancer = await startBalancer(program, config, 18080);
  const pid = balancer.process.pid ?? 0;
  await steady(2000);
  const before = { descriptors: descriptors(pid), kib: residentKib(pid) };
  const foreign: string[] = [];
  let answered = 0;
  await inParallel(24, 25, async (at) => {
    const result = await askWithTokens(at, random);
    foreign.push(...result.foreign);
    answered += result.answered;
  });
  await inParallel(24, 25, () => makeNoise(pick(random, [18_081, 18_081, 18_083]), random));
  await steady(18_000);
  const serves = balancer.process.exitCode === null && (await steady(1));
  // Idle connections to servers are kept for a few seconds.
  await until("all is closed again", () => descriptors(pid) <= before.descriptors + 2);
  return {
    foreign,
    answered,
    serves,
    errors: balancer.errors(),
    descriptors: descriptors(pid) - before.descriptors,
    growthKib: residentKib(pid) - before.kib,
  };
}

/** `lanes` at a time, each `turns` times. */
async function inParallel(lanes: number, turns: number, work: (at: number) => Promise<void>): Promise<void> {
  const lane = async (first: number): Promise<void> => {
    for (let turn = 0; turn < turns; turn++) await work(first * turns + turn);
  };
  await Promise.all(Array.from({ length: lanes }, (_, index) => lane(index)));
}

/** Asks a few times on one connection; each request carries a token of its own. */
async function askWithTokens(at: number, random: Random): Promise<{ foreign: string[]; answered: number }> {
  const count = 1 + random(4);
  const requests = Array.from({ length: count }, (_, index) => requestOf(`T${at}-${index}-`, random));
  const text = await exchange(18_080, requests, random);
  const numbers = [...text.matchAll(/T(\d+)-(\d+)-/g)].map(([token, client, index]) => {
    return { token, mine: Number(client) === at, index: Number(index) };
  });
  const strange = numbers.filter((one, place) => !one.mine || one.index < (numbers[place - 1]?.index ?? 0));
  return {
    foreign: strange.map((one) => one.token),
    answered: new Set(numbers.map((one) => one.index)).size,
  };
}

function requestOf(token: string, random: Random): string {
  const body = `${token}!`;
  return pick(random, [
    `GET /${token}! HTTP/1.1\r\nHost: x\r\n\r\n`,
    `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    `POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
    `GET /${token}! HTTP/1.0\r\nConnection: keep-alive\r\n\r\n`,
  ]);
}

/** Sends pieces, all at once or with pauses, and gives what comes; sometimes it leaves early. */
async function exchange(port: number, pieces: readonly string[], random: Random): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  const { promise, resolve } = Promise.withResolvers<void>();
  let text = "";
  socket.on("data", (bytes) => {
    text += bytes.toString("latin1");
  });
  socket.on("error", () => resolve());
  socket.on("end", () => resolve());
  const timer = setTimeout(resolve, 250 + random(100));
  for (const piece of pieces) await write(socket, piece, random);
  if (random(10) === 0) await sleep(random(6)).then(() => socket.resetAndDestroy());
  else if (random(4) === 0) socket.end();
  await promise;
  clearTimeout(timer);
  socket.destroy();
  return text;
}

async function write(socket: Socket, piece: string, random: Random): Promise<void> {
  const cut = random(2) === 0 ? piece.length : random(piece.length);
  socket.write(piece.slice(0, cut), "latin1");
  if (random(2) === 0) await sleep(random(8));
  socket.write(piece.slice(cut), "latin1");
}

async function makeNoise(port: number, random: Random): Promise<void> {
  await exchange(port, [noise(random, requestWords), noise(random, requestWords)], random);
}

/** So many requests on eight connections; true when each has its answer. */
async function steady(count: number): Promise<boolean> {
  const each = Math.ceil(count / 8);
  const lanes = Array.from({ length: Math.min(8, count) }, async () => {
    let left = each;
    while (left > 0) {
      const batch = Math.min(50, left);
      const reply = await raw(18_082, requests(batch), { quietMs: 5000 });
      if (reply.split("HTTP/1.1 200 OK").length !== batch + 1) return false;
      left -= batch;
    }
    return true;
  });
  return (await Promise.all(lanes)).every(Boolean);
}

function requests(count: number): readonly string[] {
  const one = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  return [one.repeat(count - 1) + one.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")];
}

function descriptors(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

function residentKib(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
}
