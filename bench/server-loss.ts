import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type Balancer, haproxyStart, original, ours } from "./balancer/balancer.ts";
import { Daemon, listens } from "./balancer/daemon.ts";
import { insideNamespace } from "./balancer/inside.ts";
import { type Load, load, wrkScript } from "./balancer/load.ts";
import type { Work } from "./balancer/work.ts";

/**
 * A server is killed (SIGKILL) under load, comes back two seconds later, and so on by turns: how many requests fail.
 * `node bench/server-loss.ts [--kills 6]`. Needs root, haproxy and wrk.
 */
const { values } = parseArgs({ options: { kills: { type: "string", default: "6" } } });
const kills = Number(values.kills);
const roundSeconds = 4;
const ports = [9001, 9002, 9003];

const site = (port: number, options: string): string => `frontend www
  bind 127.0.0.1:${port}
  default_backend app
backend app
  balance roundrobin
  option redispatch
${options}
${ports.map((origin) => `  server s${origin} 127.0.0.1:${origin} check inter 200ms fall 2 rise 1\n`).join("")}`;

const works = [
  { name: "option redispatch", options: "" },
  { name: "with retry-on empty-response", options: "  retry-on conn-failure empty-response" },
].map(
  ({ name, options }): Work => ({
    name,
    sections: (port) => site(port, options),
    url: (port) => `http://127.0.0.1:${port}/`,
    connections: 64,
    target: 0,
  }),
);

async function origin(port: number, folder: string): Promise<Daemon> {
  const file = join(folder, `origin-${port}.cfg`);
  const answer = 'http-request return status 200 content-type text/plain string "here"';
  writeFileSync(file, `${haproxyStart}frontend o\n  bind 127.0.0.1:${port}\n  ${answer}\n`);
  const daemon = new Daemon(["haproxy", "-q", "-db", "-f", file], folder);
  await listens(port);
  return daemon;
}

async function measure(balancer: Balancer, work: Work, port: number, folder: string): Promise<string> {
  await using daemons = new AsyncDisposableStack();
  const origins = new Map<number, Daemon>();
  for (const one of ports) origins.set(one, await origin(one, folder));
  daemons.defer(async () => {
    for (const daemon of origins.values()) await daemon[Symbol.asyncDispose]();
  });
  daemons.use(new Daemon(balancer.words(work, port, folder), folder));
  await listens(port);
  await pause(1000);
  let done: Load | undefined;
  const under = load(work, port, kills * roundSeconds + 2, join(folder, "wrk.lua")).then(
    (seen) => (done = seen),
  );
  for (let kill = 0; kill < kills; kill++) {
    await pause(roundSeconds * 500);
    const victim = ports[kill % ports.length] ?? 0;
    await origins.get(victim)?.[Symbol.asyncDispose]();
    await pause(roundSeconds * 500);
    origins.set(victim, await origin(victim, folder));
  }
  await under;
  return `| ${[work.name, balancer.name, kills, done?.requests, done?.failed].join(" | ")} |\n`;
}

await insideNamespace(async (folder) => {
  writeFileSync(join(folder, "wrk.lua"), wrkScript);
  process.stdout.write("| work | program | kills | requests | failed |\n|-|-|-|-|-|\n");
  let port = 8000;
  for (const work of works)
    for (const balancer of [original, ours])
      process.stdout.write(await measure(balancer, work, port++, folder));
});
