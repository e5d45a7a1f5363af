import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type BalancerName, balancers, Daemon, listens } from "./balancer/daemon.ts";
import { type Load, load, wrkScript } from "./balancer/load.ts";
import { originPorts, type Work, works } from "./balancer/work.ts";

/**
 * CPU per request, rate and latency of our balancer beside HAProxy at `nbthread 1`: the same files, the same clients (wrk), in
 * turn, on the loopback of a network namespace of its own.
 * `node bench/balancer.ts [--rounds 5] [--seconds 4] [--only TEXT]`. Needs root, haproxy, wrk and openssl (Debian packages).
 */
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "4" },
    only: { type: "string", default: "" },
  },
});

const inside = "BASCULE_BENCH_INSIDE";
const common = `global
  nbthread 1
  maxconn 4000
defaults
  mode http
  timeout client 30s
  timeout server 30s
  timeout connect 5s
`;

interface Sample extends Load {
  /** Microseconds a request, or milliseconds a GiB. */
  readonly cost: number;
}

async function sample(work: Work, name: BalancerName, port: number, folder: string): Promise<Sample> {
  writeFileSync(join(folder, "haproxy.cfg"), common + work.sections(port));
  await using daemon = new Daemon([...balancers[name], "haproxy.cfg"], folder);
  await listens(port);
  const scriptFile = join(folder, "wrk.lua");
  // What is compiled while it runs is compiled by then.
  await load(work, port, 3, scriptFile);
  const before = daemon.cpuSeconds();
  const seen = await load(work, port, Number(values.seconds), scriptFile);
  const cpu = daemon.cpuSeconds() - before;
  const { perBytes } = work;
  const cost = perBytes === undefined ? (cpu * 1e6) / seen.requests : (cpu * 1e3 * perBytes) / seen.bytes;
  return { ...seen, cost };
}

async function measure(work: Work, folder: string): Promise<string> {
  const rounds: Readonly<Record<BalancerName, Sample>>[] = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    const port = 8000 + round;
    // In turn, and each as often first as second.
    const names: BalancerName[] = round % 2 === 0 ? ["haproxy", "ours"] : ["ours", "haproxy"];
    const pair: Partial<Record<BalancerName, Sample>> = {};
    for (const name of names) pair[name] = await sample(work, name, port, folder);
    rounds.push(pair as Record<BalancerName, Sample>);
    process.stderr.write(`${work.name}: round ${round + 1} of ${values.rounds}\n`);
  }
  const ratio = (of: (one: Sample) => number) =>
    median(rounds.map(({ ours, haproxy }) => of(ours) / of(haproxy)));
  const cost = (name: BalancerName) => median(rounds.map((round) => round[name].cost)).toFixed(1);
  const failed = rounds.reduce((sum, { ours, haproxy }) => sum + ours.failed + haproxy.failed, 0);
  const unit = work.perBytes === undefined ? "µs/request" : "ms/GiB";
  const ratios = [
    ratio((one) => one.cost),
    ratio((one) => one.requests / one.seconds),
    ratio((one) => one.p50Ms),
    ratio((one) => one.p99Ms),
  ];
  const cells = [
    work.name,
    `${cost("haproxy")} ${unit}`,
    `${cost("ours")} ${unit}`,
    ...ratios.map((one) => one.toFixed(2)),
    `≤ ${work.target}`,
    failed,
  ];
  return `| ${cells.join(" | ")} |`;
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
    `frontend ${name}\n  bind 127.0.0.1:${port}\n  http-request return status 200 content-type text/plain ${what}\n`;
  const file = join(folder, "origin.cfg");
  writeFileSync(
    file,
    common.replace("nbthread 1", "nbthread 1\n  tune.bufsize 1200000") +
      section("small", originPorts.small, 'string "hello from an origin, in a few words"') +
      section("large", originPorts.large, "file large"),
  );
  return file;
}

async function main(): Promise<void> {
  execFileSync("ip", ["link", "set", "lo", "up"]);
  const folder = mkdtempSync(join(tmpdir(), "bascule-balancer-"));
  try {
    writeFileSync(join(folder, "wrk.lua"), wrkScript);
    const made = spawnSync(
      "openssl",
      "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout key.pem -out cert.pem".split(
        " ",
      ),
      { cwd: folder },
    );
    if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`);
    execFileSync("sh", ["-c", "cat cert.pem key.pem > site.pem"], { cwd: folder });
    await using _origin = new Daemon(["haproxy", "-db", "-f", originFile(folder)], folder);
    await listens(originPorts.small);
    process.stdout.write(
      "| work | HAProxy | ours | CPU | rate | p50 | p99 | CPU wanted | failed |\n|-|-|-|-|-|-|-|-|-|\n",
    );
    for (const work of works.filter(({ name }) => name.includes(values.only)))
      process.stdout.write(`${await measure(work, folder)}\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (process.env[inside] === "1") await main();
else {
  const words = ["--net", process.execPath, ...process.argv.slice(1)];
  const { status } = spawnSync("unshare", words, {
    stdio: "inherit",
    env: { ...process.env, [inside]: "1" },
  });
  process.exitCode = status ?? 1;
}
