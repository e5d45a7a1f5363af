import { readdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { haproxyStart, original, ours } from "./balancer/balancer.ts";
import { Daemon, listens } from "./balancer/daemon.ts";
import { insideNamespace } from "./balancer/inside.ts";
import { load, wrkScript } from "./balancer/load.ts";
import { FailingOrigins } from "./balancer/origins.ts";
import type { Work } from "./balancer/work.ts";

/**
 * Full load for minutes while servers are killed and return; then the balancer's counters are held against those of the
 * client, and its memory and descriptors against those of the beginning.
 * `node bench/balancer-soak.ts [--minutes 10] [--program ours|haproxy]`. Needs root, haproxy and wrk. Ends with 1 when
 * something differs.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    program: { type: "string", default: "ours" },
  },
});
const seconds = Number(values.minutes) * 60;
const connections = 64;

const work = (socket: string, servers: string): Work => ({
  name: "soak",
  sections: (port) => `frontend www
  bind 127.0.0.1:${port}
  default_backend app
backend app
  balance roundrobin
  option redispatch
${servers}
global
  stats socket ${socket} level admin
`,
  url: (port) => `http://127.0.0.1:${port}/`,
  connections,
  target: 0,
});

/** One command of the statistics socket. */
async function ask(socket: string, command: string): Promise<string> {
  const connection = connect(socket);
  connection.end(`${command}\n`);
  return await text(connection);
}

interface Counted {
  readonly requests: number;
  readonly successes: number;
  readonly failures: number;
}

async function counted(socket: string): Promise<Counted> {
  const [head = "", ...lines] = (await ask(socket, "show stat")).split("\n");
  const names = head.replace("# ", "").split(",");
  const cells = lines.find((line) => line.startsWith("www,FRONTEND,"))?.split(",") ?? [];
  const of = (name: string): number => Number(cells[names.indexOf(name)]);
  return { requests: of("req_tot"), successes: of("hrsp_2xx"), failures: of("hrsp_4xx") + of("hrsp_5xx") };
}

interface Size {
  readonly kib: number;
  readonly descriptors: number;
}

function sizeOf(daemon: Daemon): Size {
  const descriptors = daemon.group
    .members()
    .reduce((sum, id) => sum + readdirSync(`/proc/${id}/fd`).length, 0);
  return { kib: daemon.group.residentKib(), descriptors };
}

await insideNamespace(async (folder) => {
  const scriptFile = join(folder, "wrk.lua");
  writeFileSync(scriptFile, wrkScript);
  const socket = join(folder, "admin.sock");
  await using origins = await FailingOrigins.start(folder, haproxyStart);
  const balancer = values.program === "haproxy" ? original : ours;
  const soak = work(socket, origins.serverLines);
  await using daemon = new Daemon(balancer.words(soak, 8000, folder), folder);
  await listens(8000);
  await pause(1000);
  await load(soak, 8000, 10, scriptFile);
  await pause(6000);
  const before = sizeOf(daemon);
  const start = await counted(socket);
  const end = new AbortController();
  const failing = origins.failByTurns(2000, end.signal);
  const seen = await load(soak, 8000, seconds, scriptFile);
  end.abort();
  await failing;
  // Idle connections to servers are given up after five seconds.
  await pause(7000);
  const after = sizeOf(daemon);
  const now = await counted(socket);
  const requests = now.requests - start.requests;
  const answers = now.successes - start.successes + now.failures - start.failures;
  process.stdout.write(
    `client: ${seen.requests} answers, ${seen.failed} failed\n` +
      `balancer: ${requests} requests, ${answers} answers, ${now.failures - start.failures} of them failures\n` +
      `memory: ${before.kib} KiB, then ${after.kib} KiB; descriptors: ${before.descriptors}, then ${after.descriptors}\n`,
  );
  // The client leaves with what is under way.
  const apart = answers - seen.requests;
  if (apart < 0 || apart > connections)
    fail(`the counters are ${apart} apart: 0 to ${connections} are under way`);
  if (after.descriptors > before.descriptors) fail("descriptors are left over");
});

function fail(what: string): void {
  process.stdout.write(`${what}\n`);
  process.exitCode = 1;
}
