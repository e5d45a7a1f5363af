import { writeFileSync } from "node:fs";
import { Agent, get } from "node:http";
import { connect } from "node:net";
import { startBalancer } from "./balancer.ts";
import { startOrigin } from "./origin.ts";

// Records test/cases/roundrobin-changes.json from the real HAProxy. Run it in a network of its own:
//   unshare -n sh -c 'ip link set lo up && node test/live/haproxy/record-roundrobin.ts test/cases/roundrobin-changes.json'
// Without events (second argument "steady") it records test/cases/roundrobin.json.

interface Change {
  readonly at: number;
  readonly server: number;
  readonly up: boolean;
}

const turns = 300;
const [target = "roundrobin.json", kind = "changes"] = process.argv.slice(2);
const steadySets =
  "1:1 1:1:1 2:1 1:2 3:1 3:1:1 1:3:1 3:2:1 1:2:3 5:3:2 7:5:3:1 10:1 256:1 13:7 17:16:15 255:256 3:3:2 0:1:2";
const changingSets = "1:1:1 3:1:1 3:2:1 5:3:2 7:5:3:1 17:16:15 1:1 100:50:25 10:1";
const sets = (kind === "steady" ? steadySets : `${changingSets} ${changingSets} ${changingSets}`).split(" ");

let seed = 7;
function random(below: number): number {
  seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
  return (seed >> 8) % below;
}

/** Servers that leave and return at random, never all at once. */
function changesFor(count: number): readonly Change[] {
  const up = Array.from({ length: count }, () => true);
  const changes: Change[] = [];
  let at = 0;
  for (let step = 0; step < 8; step++) {
    at += 1 + random(30);
    const server = random(count);
    const next = !up[server];
    if (!next && up.filter(Boolean).length === 1) continue;
    up[server] = next;
    changes.push({ at, server, up: next });
  }
  return changes;
}

function name(server: number): string {
  return String.fromCharCode(65 + server);
}

function admin(command: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const socket = connect("admin.sock", () => socket.end(`${command}\n`));
  socket.resume();
  socket.once("close", () => resolve());
  return promise;
}

function ask(port: number, agent: Agent): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  get({ host: "127.0.0.1", port, agent }, (response) => {
    response.resume();
    response.once("end", () => resolve(String(response.headers["x-server"])));
  }).once("error", reject);
  return promise;
}

const cases = sets.map((set) => {
  const weights = set.split(":").map(Number);
  return { weights, events: kind === "steady" ? [] : changesFor(weights.length) };
});
const sections = cases.map(({ weights }, at) => {
  const servers = weights.map(
    (weight, server) => ` server ${name(server)} 127.0.0.1:9001 weight ${weight}\n`,
  );
  return `listen l${at}\n bind 127.0.0.1:${20_000 + at}\n http-response set-header x-server %s\n${servers.join("")}`;
});
await startOrigin(9001);
const head = `global
 stats socket ${process.cwd()}/admin.sock level admin
defaults
 mode http
 timeout connect 1s
 timeout client 9s
 timeout server 9s
`;
const balancer = await startBalancer("haproxy", head + sections.join(""), 20_000);
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const recorded = [];
for (const [at, { weights, events }] of cases.entries()) {
  let sequence = "";
  for (let turn = 0; turn < turns; turn++) {
    for (const event of events.filter((one) => one.at === turn)) {
      await admin(`set server l${at}/${name(event.server)} state ${event.up ? "ready" : "maint"}`);
    }
    sequence += await ask(20_000 + at, agent);
  }
  recorded.push(events.length > 0 ? { weights, events, sequence } : { weights, sequence });
}
writeFileSync(target, `${JSON.stringify(recorded).replaceAll('},{"w', '},\n{"w')}\n`);
await balancer[Symbol.asyncDispose]();
process.exit(0);
