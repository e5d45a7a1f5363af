import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type Balancer, original, ours } from "./balancer/balancer.ts";
import { Daemon, listens } from "./balancer/daemon.ts";
import { insideNamespace } from "./balancer/inside.ts";
import type { Work } from "./balancer/work.ts";

/**
 * Memory of connections that have been served once and now wait: `node bench/idle-connections.ts [--count 20000]`.
 * Resident memory of all processes of the balancer, before and with them. Needs root and haproxy.
 */
const { values } = parseArgs({ options: { count: { type: "string", default: "20000" } } });
const [, descriptors = "0"] =
  /^Max open files +\d+ +(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8")) ?? [];
/** The original reserves two descriptors for each connection. */
const count = Math.min(Number(values.count), Math.floor(Number(descriptors) / 2) - 600);
if (count < Number(values.count))
  process.stderr.write(`${count} connections: a process may open ${descriptors} files\n`);

const work: Work = {
  name: "idle connections",
  sections: (port) => `frontend www
  bind :${port}
  maxconn ${count + 300}
  timeout client 10m
  monitor-uri /alive
`,
  url: (port) => `http://127.0.0.1:${port}/alive`,
  connections: count,
  target: 1,
};

const request = "GET /alive HTTP/1.1\r\nhost: a\r\n\r\n";

/** A connection that has got its answer. Several addresses: one has fewer ports than are wanted. */
function served(port: number, index: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, `127.0.0.${1 + (index % 4)}`, () => socket.write(request));
    socket.once("data", () => resolve(socket)).once("error", reject);
  });
}

async function measure(balancer: Balancer, port: number, folder: string): Promise<string> {
  await using daemon = new Daemon(balancer.words(work, port, folder), folder);
  await listens(port);
  const warm = await Promise.all(Array.from({ length: 100 }, (_, index) => served(port, index)));
  await pause(1000);
  const before = daemon.group.residentKib();
  const sockets: Socket[] = [];
  while (sockets.length < count) {
    const batch = Array.from({ length: Math.min(200, count - sockets.length) }, (_, index) =>
      served(port, index),
    );
    sockets.push(...(await Promise.all(batch)));
  }
  await pause(3000);
  const withThem = daemon.group.residentKib();
  for (const socket of [...warm, ...sockets]) socket.destroy();
  const each = (withThem - before) / count;
  return `| ${[balancer.name, before, withThem, each.toFixed(1)].join(" | ")} |\n`;
}

await insideNamespace(async (folder) => {
  process.stdout.write(`| program | KiB before | KiB with ${count} | KiB each |\n|-|-|-|-|\n`);
  const big = { ...original, words: withRoom(original) };
  process.stdout.write(await measure(big, 8000, folder));
  process.stdout.write(await measure({ ...ours, words: withRoom(ours) }, 8001, folder));
});

/** The bench's files allow 4,000 connections of the whole process. */
function withRoom({ words }: Balancer): Balancer["words"] {
  return (...place) => [...words(...place), "-n", String(count + 300)];
}
