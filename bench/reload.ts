#!/usr/bin/env node
/**
 * Requests lost while the balancer is replaced every second under load, ours and HAProxy in turn: by a new process with
 * `-sf`, and by a master (`-W`) that is told to reload.
 * `node bench/reload.ts [SECONDS]` (60); needs haproxy and wrk, listens on loopback only.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { listens } from "./balancer/daemon.ts";

const run = promisify(execFile);
const ours = fileURLToPath(new URL("../agent/haproxy.ts", import.meta.url));
const seconds = Number(process.argv[2] ?? 60);
const folder = mkdtempSync(join(tmpdir(), "bascule-reload-"));
const origin = 29_101;
const frontend = 29_100;
const defaults = "defaults\n mode http\n timeout connect 2s\n timeout client 5s\n timeout server 5s\n";

function configOf(program: string): string {
  const socket = join(folder, `${program === ours ? "ours" : "original"}.sock`);
  return `global
 stats socket ${socket} level admin expose-fd listeners
${defaults}listen web
 bind 127.0.0.1:${frontend}
 server a 127.0.0.1:${origin}
`;
}

const originConfig = `${defaults}frontend o
 bind 127.0.0.1:${origin}
 http-request return status 200 content-type text/plain string hello
`;

interface Loss {
  readonly requests: number;
  readonly failed: number;
  readonly reloads: number;
}

/** What wrk says: its requests, and everything that it calls an error. */
function readWrk(text: string): Omit<Loss, "reloads"> {
  const number = (pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? 0);
  const socket = ["connect", "read", "write", "timeout"].map((kind) => number(new RegExp(`${kind} (\\d+)`)));
  return {
    requests: number(/(\d+) requests in/),
    failed: socket.reduce((sum, count) => sum + count, 0) + number(/Non-2xx or 3xx responses: (\d+)/),
  };
}

async function start(
  program: string,
  name: string,
  config: string,
  more: readonly string[],
): Promise<number> {
  const [file, pidFile] = [join(folder, `${name}.cfg`), join(folder, `${name}.pid`)];
  writeFileSync(file, config);
  await run(program, ["-D", "-f", file, "-p", pidFile, ...more]);
  return Number(readFileSync(pidFile, "utf8").trim());
}

type Way = "-sf" | "-W";

async function measure(program: string, way: Way, closes: boolean): Promise<Loss> {
  const config = configOf(program);
  const socket = /socket (\S+)/.exec(config)?.[1] ?? "";
  let pid = await start(program, "balancer", config, way === "-W" ? ["-W"] : []);
  await listens(frontend);
  const header = closes ? ["-H", "Connection: close"] : [];
  const load = run("wrk", ["-t1", "-c16", `-d${seconds + 2}s`, ...header, `http://127.0.0.1:${frontend}/`]);
  let reloads = 0;
  for (; reloads < seconds; reloads++) {
    const next = pause(1000);
    if (way === "-W") process.kill(pid, "SIGUSR2");
    else pid = await start(program, "balancer", config, ["-x", socket, "-sf", String(pid)]);
    await next;
  }
  const { stdout } = await load;
  process.kill(pid, "SIGTERM");
  await pause(1500);
  return { ...readWrk(stdout), reloads };
}

const originPid = await start("haproxy", "origin", originConfig, []);
await listens(origin);
const line = (...cells: readonly (string | number)[]): void =>
  void process.stdout.write(`${cells.map((cell) => String(cell).padEnd(16)).join("")}\n`);
try {
  line("program", "by", "connections", "reloads", "requests", "failed");
  const ways = [false, true].flatMap((closes) => (["-sf", "-W"] as const).map((way) => ({ closes, way })));
  for (const { closes, way } of ways) {
    for (const program of [ours, "haproxy"]) {
      const { requests, failed, reloads } = await measure(program, way, closes);
      line(
        program === ours ? "ours" : "HAProxy",
        way,
        closes ? "one a request" : "kept alive",
        reloads,
        requests,
        failed,
      );
    }
  }
} finally {
  process.kill(originPid, "SIGTERM");
  rmSync(folder, { recursive: true });
}
