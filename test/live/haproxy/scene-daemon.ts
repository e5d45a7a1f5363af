import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { answers, configOf } from "./balancer.ts";
import { raw, until } from "./client.ts";
import { openDatagramReader } from "./datagram.ts";
import { startOrigin } from "./origin.ts";

export interface DaemonResult {
  readonly exits: Readonly<Record<string, number | null>>;
  /** `killall -0 haproxy`, before, during and after. */
  readonly named: readonly boolean[];
  readonly pidFileIsRight: boolean;
  readonly identity: string;
  readonly root: string;
  readonly descriptors: readonly string[];
  readonly reply: string;
  readonly datagrams: readonly string[];
  readonly endedSoftly: string;
}

/** The command as a daemon, in a process namespace of its own. */
export async function sceneDaemon(program: string): Promise<DaemonResult> {
  await startOrigin(9001);
  mkdirSync("root");
  writeFileSync("503.http", "HTTP/1.0 503 Sorry\r\n\r\nsorry\n");
  using log = openDatagramReader("log.sock");
  const run = (...argv: readonly string[]): SpawnSyncReturns<string> =>
    spawnSync(program, argv, { encoding: "utf8", timeout: 20_000 });
  const config = configOf("").replace("log stdout format raw local0", "log global");
  writeFileSync("good.cfg", `${global(process.cwd())}${config}${listen("127.0.0.1:18080")}`);
  writeFileSync("busy.cfg", `${config}${listen("192.0.2.1:80")}`);
  writeFileSync("bad.cfg", "globl\n");
  writeFileSync("nothing.cfg", config);
  const exits: Record<string, number | null> = {
    "-c good": run("-c", "-f", "good.cfg").status,
    "-c bad": run("-c", "-f", "bad.cfg").status,
    "-c nothing": run("-c", "-f", "nothing.cfg").status,
    "no file": run().status,
    "missing file": run("-c", "-f", "missing.cfg").status,
    "unknown flag": run("-f", "good.cfg", "-Z").status,
    "-v": run("-v").status,
    "-D, address not ours": run("-D", "-f", "busy.cfg").status,
    "-D bad": run("-D", "-f", "bad.cfg").status,
  };
  const named = [killall()];
  exits["-D good"] = run("-D", "-f", "good.cfg", "-p", "good.pid").status;
  // It listens when the parent has left: no waiting here.
  const pidFileIsRight = await answers(18080);
  named.push(killall());
  const pid = Number(readFileSync("good.pid", "utf8"));
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const identity = [
    /Uid:\s+(\d+)/.exec(status)?.[1],
    /Gid:\s+(\d+)/.exec(status)?.[1],
    /Name:\s+(\S+)/.exec(status)?.[1],
  ].join(" ");
  const reply = await raw(18080, ["GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"]);
  const root = readlinkSync(`/proc/${pid}/root`).replace(process.cwd(), "");
  const descriptors = [0, 1, 2].map((number) =>
    readlinkSync(`/proc/${pid}/fd/${number}`).replace(/\d+/g, "N"),
  );
  const slow = raw(18080, ["GET /never HTTP/1.1\r\nHost: x\r\n\r\n"], { quietMs: 3000 });
  await sleep(100);
  process.kill(pid, "SIGUSR1");
  const endedSoftly = (await slow).slice(0, 12);
  await until("the daemon has gone", () => !killall());
  named.push(killall());
  return {
    exits,
    named,
    pidFileIsRight,
    identity,
    root,
    descriptors,
    reply: reply.slice(0, 12),
    datagrams: log.read(),
    endedSoftly,
  };
}

function global(directory: string): string {
  return `global
 log ${directory}/log.sock local0
 chroot ${directory}/root
 uid 65534
 gid 65534
 daemon
`;
}

function listen(address: string): string {
  return `listen l
 bind ${address}
 errorfile 503 503.http
 server s1 127.0.0.1:9001
`;
}

function killall(): boolean {
  return spawnSync("killall", ["-0", "haproxy"]).status === 0;
}
