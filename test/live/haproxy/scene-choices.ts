import { Agent, createServer, get, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { configOf, startBalancer } from "./balancer.ts";
import { type Ask, type Choice, choices } from "./choice.ts";
import { until } from "./client.ts";

export interface ChoicesResult {
  /** Which server each request got, by the name of the case. */
  readonly taken: Readonly<Record<string, string>>;
  /** The same for requests that stay: `A` comes to s0, `-` is an end. */
  readonly held: Readonly<Record<string, string>>;
  /** Of 400 requests, how many came to each server of `balance random` with the weights 3 and 1. */
  readonly random: readonly number[];
}

const firstPort = 18_100;
const holdPort = 18_200;
const randomPort = 18_300;

/** Requests that stay are seen in the order in which the origins get them. */
const arrivals: { readonly server: number; readonly response: ServerResponse }[] = [];

/** Plays every case, then the ones with requests that last. */
export async function sceneChoices(program: string): Promise<ChoicesResult> {
  for (let index = 0; index < 5; index++) await startServer(9001 + index);
  const config = [...choices.map(sectionOf), ...holds.map(holdSection), randomSection].join("");
  await using balancer = await startBalancer(program, configOf(config), firstPort);
  const gone = choices.flatMap(({ down = [] }) => down).length;
  await until("the servers that are not there are down", () => {
    return balancer.lines().filter((line) => line.includes(" is DOWN")).length >= gone;
  });
  const taken: Record<string, string> = {};
  for (const [at, choice] of choices.entries())
    taken[choice.name] = await take(firstPort + at, choice.requests);
  const held: Record<string, string> = {};
  for (const [at, hold] of holds.entries()) held[hold.name] = await play(holdPort + at, hold.steps);
  const drawn = await take(
    randomPort,
    Array.from({ length: 400 }, () => ({})),
  );
  return { taken, held, random: ["A", "B"].map((name) => drawn.split(name).length - 1) };
}

async function startServer(port: number): Promise<void> {
  const server = createServer((request, response) => {
    if (request.url === "/hold") arrivals.push({ server: port - 9001, response });
    else response.setHeader("X-Port", port).end();
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(port, "127.0.0.1", resolve);
  await promise;
}

function sectionOf({ lines, weights, down = [] }: Choice, at: number): string {
  const servers = weights.map((weight, index) => {
    const gone = down.includes(index);
    const port = gone ? 9 : 9001 + index;
    const check = gone ? " check inter 100ms fall 1" : "";
    return ` server s${index} 127.0.0.1:${port} weight ${Math.abs(weight)}${weight < 0 ? " backup" : ""}${check}\n`;
  });
  const rules = lines.map((line) => ` ${line}\n`).join("");
  return `listen c${at}\n bind 127.0.0.1:${firstPort + at}\n${rules}${servers.join("")}`;
}

const randomSection = `listen random
 bind 127.0.0.1:${randomPort}
 balance random
 server s0 127.0.0.1:9001 weight 3
 server s1 127.0.0.1:9002 weight 1
`;

async function take(port: number, requests: readonly Ask[]): Promise<string> {
  let seen = "";
  for (const request of requests) seen += await ask(port, request);
  return seen;
}

const agents = new Map<string, Agent>();

function ask(port: number, { target = "/", from = "127.0.0.1", headers = {} }: Ask): Promise<string> {
  const agent = agents.get(from) ?? new Agent({ keepAlive: from === "127.0.0.1", maxSockets: 1 });
  agents.set(from, agent);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  get({ host: "127.0.0.1", port, path: target, localAddress: from, agent, headers }, (response) => {
    response.resume();
    const server = Number(response.headers["x-port"] ?? 9000) - 9001;
    response.once("end", () => resolve(server < 0 ? "!" : letter(server)));
  }).once("error", reject);
  return promise;
}

function letter(server: number): string {
  return String.fromCharCode(65 + server);
}

/** `+`: one more request that stays; a number: the request of this number ends. */
interface Hold {
  readonly name: string;
  readonly lines: string;
  readonly weights: readonly number[];
  readonly steps: readonly ("+" | number)[];
}

const busy = ["+", "+", "+", "+", "+", "+", 1, 0, "+", 4, "+", "+", 2, 3, "+", "+", "+", 5, "+"] as const;

const holds: readonly Hold[] = [
  { name: "leastconn", lines: " balance leastconn\n", weights: [1, 1, 1], steps: busy },
  {
    name: "leastconn, weights",
    lines: " balance leastconn\n",
    weights: [3, 2, 1],
    steps: [...busy, ...busy.filter((step) => step === "+")],
  },
  {
    name: "leastconn, odd weights",
    lines: " balance leastconn\n",
    weights: [7, 5, 13],
    steps: [...busy, "+", "+", "+", "+", "+"],
  },
  {
    name: "first",
    lines: " balance first\n default-server maxconn 3\n",
    weights: [1, 1, 1],
    steps: ["+", "+", "+", "+", "+", 1, "+", "+", 0, 3, "+", "+"],
  },
  {
    name: "static-rr, full servers",
    lines: " balance static-rr\n default-server maxconn 2\n",
    weights: [2, 1, 1],
    steps: ["+", "+", "+", "+", "+", "+", 0, "+", 3, "+"],
  },
];

function holdSection({ lines, weights }: Hold, at: number): string {
  const servers = weights.map(
    (weight, index) => ` server s${index} 127.0.0.1:${9001 + index} weight ${weight}\n`,
  );
  return `listen h${at}\n bind 127.0.0.1:${holdPort + at}\n timeout server 30s\n timeout client 30s\n${lines}${servers.join("")}`;
}

async function play(port: number, steps: Hold["steps"]): Promise<string> {
  arrivals.length = 0;
  const ends: Promise<void>[] = [];
  let story = "";
  for (const step of steps) {
    if (step === "+") {
      const before = arrivals.length;
      ends.push(hold(port));
      await until("a request comes to a server", () => arrivals.length > before);
      story += letter(arrivals.at(-1)?.server ?? -1);
    } else {
      arrivals[step]?.response.end();
      await ends[step];
      // The balancer may still be about to close its books.
      await sleep(20);
      story += "-";
    }
  }
  for (const { response } of arrivals) response.end();
  await Promise.all(ends);
  return story;
}

/** Resolves when the answer has come. */
function hold(port: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  get({ host: "127.0.0.1", port, path: "/hold", agent: false }, (response) => {
    response.resume();
    response.once("end", resolve);
  });
  return promise;
}
