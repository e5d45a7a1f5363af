import { Agent, get } from "node:http";
import { connect } from "node:net";
import { startBalancer } from "./balancer.ts";
import { startOrigin } from "./origin.ts";

interface Change {
  readonly at: number;
  readonly server: number;
  readonly up: boolean;
}

/** The turns of one backend: which server each request got, and who left or returned before which request. */
export interface Recording {
  readonly weights: readonly number[];
  readonly events?: readonly Change[];
  readonly sequence: string;
}

export interface Recordings {
  readonly steady: readonly Recording[];
  readonly changing: readonly Recording[];
}

const turns = 300;
const steadySets =
  "1:1 1:1:1 2:1 1:2 3:1 3:1:1 1:3:1 3:2:1 1:2:3 5:3:2 7:5:3:1 10:1 256:1 13:7 17:16:15 255:256 3:3:2 0:1:2";
const changingSets = "1:1:1 3:1:1 3:2:1 5:3:2 7:5:3:1 17:16:15 1:1 100:50:25 10:1";

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

/**
 * Records the turns of the real HAProxy (it needs `set server` of the admin socket). What `test/cases` holds is
 * made anew by `test/live/haproxy/stage.ts record haproxy` in a network of its own.
 */
export async function sceneRecord(program: string): Promise<Recordings> {
  const steady = steadySets.split(" ").map((set) => ({ weights: set.split(":").map(Number) }));
  const thrice = `${changingSets} ${changingSets} ${changingSets}`.split(" ");
  const changing = thrice.map((set) => {
    const weights = set.split(":").map(Number);
    return { weights, events: changesFor(weights.length) };
  });
  await startOrigin(9001);
  const plans = [...steady, ...changing];
  await using _ = await startBalancer(program, configFor(plans), 20_000);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const recorded: Recording[] = [];
  for (const [at, plan] of plans.entries())
    recorded.push({ ...plan, sequence: await record(at, plan, agent) });
  return { steady: recorded.slice(0, steady.length), changing: recorded.slice(steady.length) };
}

type Plan = Omit<Recording, "sequence">;

function configFor(plans: readonly Plan[]): string {
  const sections = plans.map(({ weights }, at) => {
    const servers = weights.map(
      (weight, server) => ` server ${name(server)} 127.0.0.1:9001 weight ${weight}\n`,
    );
    const bind = ` bind 127.0.0.1:${20_000 + at}\n`;
    return `listen l${at}\n${bind} http-response set-header x-server %s\n${servers.join("")}`;
  });
  const timeouts = " timeout connect 1s\n timeout client 9s\n timeout server 9s\n";
  const head = `global\n stats socket ${process.cwd()}/admin.sock level admin\ndefaults\n mode http\n${timeouts}`;
  return head + sections.join("");
}

async function record(at: number, { events = [] }: Plan, agent: Agent): Promise<string> {
  let sequence = "";
  for (let turn = 0; turn < turns; turn++) {
    for (const event of events.filter((one) => one.at === turn)) {
      await admin(`set server l${at}/${name(event.server)} state ${event.up ? "ready" : "maint"}`);
    }
    sequence += await ask(20_000 + at, agent);
  }
  return sequence;
}
