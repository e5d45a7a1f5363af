import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Balancer, haproxyStart, original, others, ours } from "./balancer/balancer.ts";
import { Daemon, listens } from "./balancer/daemon.ts";
import { insideNamespace } from "./balancer/inside.ts";
import { type Load, load, wrkScript } from "./balancer/load.ts";
import { originPorts, type Work, works } from "./balancer/work.ts";

/**
 * CPU per request, rate and latency of our balancer beside HAProxy at `nbthread 1`, and beside what one would take
 * instead: the same clients (wrk), in turn, on the loopback of a network namespace of its own.
 * `node bench/balancer.ts [--rounds 5] [--seconds 4] [--only TEXT] [--without-others]`. Needs root, haproxy, wrk and
 * openssl; nginx and apache2 (Debian packages) are left out, with a word, where they are not there.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "4" },
    only: { type: "string", default: "" },
    "without-others": { type: "boolean", default: false },
  },
});

interface Sample extends Load {
  /** Microseconds a request, or milliseconds a GiB. */
  readonly cost: number;
}

async function sample(work: Work, balancer: Balancer, port: number, folder: string): Promise<Sample> {
  await using daemon = new Daemon(balancer.words(work, port, folder), folder);
  await listens(port);
  const scriptFile = join(folder, "wrk.lua");
  // What is compiled while it runs is compiled by then.
  await load(work, port, 3, scriptFile);
  const before = daemon.group.cpuSeconds();
  const seen = await load(work, port, Number(values.seconds), scriptFile);
  const cpu = daemon.group.cpuSeconds() - before;
  const { perBytes } = work;
  const cost = perBytes === undefined ? (cpu * 1e6) / seen.requests : (cpu * 1e3 * perBytes) / seen.bytes;
  return { ...seen, cost };
}

function isThere([program = ""]: readonly string[]): boolean {
  return spawnSync("sh", ["-c", 'command -v "$0"', program]).status === 0;
}

/** In turn, and each in every place of the round. */
async function measure(work: Work, folder: string): Promise<readonly string[]> {
  const asked = values["without-others"] ? [] : others.filter((other) => other.works?.includes(work.name));
  const there = asked.filter((other) => isThere(other.words(work, 0, folder)));
  for (const other of asked)
    if (!there.includes(other)) process.stderr.write(`${other.name} is not installed: left out\n`);
  const all = [original, ours, ...there];
  const samples = new Map<Balancer, Sample[]>(all.map((balancer) => [balancer, []]));
  for (let round = 0; round < Number(values.rounds); round++) {
    const turn = all.map((_, place) => all[(place + round) % all.length] ?? original);
    for (const [place, balancer] of turn.entries())
      samples.get(balancer)?.push(await sample(work, balancer, 8000 + round * 10 + place, folder));
    process.stderr.write(`${work.name}: round ${round + 1} of ${values.rounds}\n`);
  }
  return all.slice(1).map((balancer) => row(work, balancer, samples));
}

function row(work: Work, balancer: Balancer, samples: ReadonlyMap<Balancer, readonly Sample[]>): string {
  const mine = samples.get(balancer) ?? [];
  const his = samples.get(original) ?? [];
  const ratio = (of: (one: Sample) => number): string =>
    median(mine.map((one, round) => of(one) / of(his[round] ?? one))).toFixed(2);
  const failed = [...mine, ...his].reduce((sum, one) => sum + one.failed, 0);
  const unit = work.perBytes === undefined ? "µs/request" : "ms/GiB";
  const cost = (all: readonly Sample[]): string => `${median(all.map((one) => one.cost)).toFixed(1)} ${unit}`;
  const ratios = [
    ratio((one) => one.cost),
    ratio((one) => one.requests / one.seconds),
    ratio((one) => one.p50Ms),
    ratio((one) => one.p99Ms),
  ];
  const wanted = balancer === ours ? `≤ ${work.target.toFixed(2)}` : "";
  return `| ${[work.name, balancer.name, cost(mine), cost(his), ...ratios, wanted, failed].join(" | ")} |`;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

/** Origins that answer at once: HAProxy itself. */
function originFile(folder: string): string {
  writeFileSync(join(folder, "large"), Buffer.alloc(2 ** 20, "x"));
  const section = (name: string, port: number, what: string) =>
    `frontend ${name}\n  bind :${port}\n  http-request return status 200 content-type text/plain ${what}\n`;
  const file = join(folder, "origin.cfg");
  writeFileSync(
    file,
    haproxyStart.replace("nbthread 1", "nbthread 1\n  tune.bufsize 1200000") +
      section("small", originPorts.small, 'string "hello from an origin, in a few words"') +
      section("large", originPorts.large, "file large"),
  );
  return file;
}

await insideNamespace(async (folder) => {
  writeFileSync(join(folder, "wrk.lua"), wrkScript);
  const made = spawnSync(
    "openssl",
    "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout key.pem -out cert.pem".split(" "),
    { cwd: folder },
  );
  if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`);
  execFileSync("sh", ["-c", "cat cert.pem key.pem > site.pem"], { cwd: folder });
  await using _origin = new Daemon(["haproxy", "-db", "-f", originFile(folder)], folder);
  await listens(originPorts.small);
  process.stdout.write(
    "| work | program | its CPU | HAProxy's | CPU | rate | p50 | p99 | CPU wanted | failed |\n|-|-|-|-|-|-|-|-|-|-|\n",
  );
  for (const work of works.filter(({ name }) => name.includes(values.only)))
    for (const line of await measure(work, folder)) process.stdout.write(`${line}\n`);
});
