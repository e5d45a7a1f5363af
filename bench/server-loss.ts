import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type Balancer, haproxyStart, original, ours } from "./balancer/balancer.ts";
import { Daemon, listens } from "./balancer/daemon.ts";
import { insideNamespace } from "./balancer/inside.ts";
import { load, wrkScript } from "./balancer/load.ts";
import { FailingOrigins } from "./balancer/origins.ts";
import type { Work } from "./balancer/work.ts";

/**
 * A server is killed (SIGKILL) under load, comes back two seconds later, and so on by turns: how many requests fail.
 * `node bench/server-loss.ts [--kills 6]`. Needs root, haproxy and wrk.
 */
const { values } = parseArgs({ options: { kills: { type: "string", default: "6" } } });
const kills = Number(values.kills);
const betweenMs = 2000;

const works = [
  { name: "option redispatch", options: "" },
  { name: "with retry-on empty-response", options: "  retry-on conn-failure empty-response\n" },
].map(
  ({ name, options }) =>
    (servers: string): Work => ({
      name,
      sections: (port) => `frontend www
  bind 127.0.0.1:${port}
  default_backend app
backend app
  balance roundrobin
  option redispatch
${options}${servers}`,
      url: (port) => `http://127.0.0.1:${port}/`,
      connections: 64,
      target: 0,
    }),
);

async function measure(
  balancer: Balancer,
  work: (servers: string) => Work,
  port: number,
  folder: string,
): Promise<string> {
  await using origins = await FailingOrigins.start(folder, haproxyStart);
  const asked = work(origins.serverLines);
  await using _daemon = new Daemon(balancer.words(asked, port, folder), folder);
  await listens(port);
  await pause(1000);
  const end = new AbortController();
  const failing = origins.failByTurns(betweenMs, end.signal);
  const seen = await load(asked, port, (kills * 2 * betweenMs) / 1000, join(folder, "wrk.lua"));
  end.abort();
  await failing;
  return `| ${[asked.name, balancer.name, origins.kills, seen.requests, seen.failed].join(" | ")} |\n`;
}

await insideNamespace(async (folder) => {
  writeFileSync(join(folder, "wrk.lua"), wrkScript);
  process.stdout.write("| work | program | kills | requests | failed |\n|-|-|-|-|-|\n");
  let port = 8000;
  for (const work of works)
    for (const balancer of [original, ours])
      process.stdout.write(await measure(balancer, work, port++, folder));
});
