import { createServer, type Socket } from "node:net";
import { startBalancer } from "./balancer.ts";
import { type CheckCase, checkCases } from "./check-case.ts";
import { until } from "./client.ts";

const firstPort = 20_000;

/** What each check has said of its server, and what the first connection of it brought there. */
export type CheckScene = Readonly<Record<string, readonly string[]>>;

const head = `global
 external-check
 insecure-fork-wanted
defaults
 mode http
 log stdout format raw local0
 option log-health-checks
 timeout connect 2s
 timeout client 2s
 timeout server 2s
 timeout check 600ms
frontend f
 bind 127.0.0.1:18080
`;

/** Every kind of check, against servers that behave and servers that do not. */
export async function sceneCheck(program: string): Promise<CheckScene> {
  const heard = checkCases.map((): string[] => []);
  for (const [at, one] of checkCases.entries()) if (!one.refuses) await start(at, one, heard[at] ?? []);
  await using balancer = await startBalancer(program, head + checkCases.map(backend).join(""), 18080);
  const verdicts = (): ReadonlyMap<string, string> => {
    const lines = balancer.lines().flatMap((line) => {
      const [, at, rest = ""] = /^Health check for server c(\d+)\/s (.*)$/.exec(line) ?? [];
      return at === undefined ? [] : [[at, rest.replace(/duration: \d+ms/, "duration: Nms")] as const];
    });
    // Of several the first counts.
    return new Map(lines.toReversed());
  };
  await until("every server has been checked", () => verdicts().size === checkCases.length);
  const found = verdicts();
  return Object.fromEntries(
    checkCases.map(({ lines }, at) => {
      return [`${at}: ${lines.join("; ")}`, [found.get(`${at}`) ?? "", timeless(heard[at]?.join("") ?? "")]];
    }),
  );
}

function backend({ lines, words = "" }: CheckCase, at: number): string {
  const server = ` server s 127.0.0.1:${firstPort + at} check inter 700 ${words}`;
  return `backend c${at}\n${lines.map((line) => ` ${line}\n`).join("")}${server}\n`;
}

/** Without the ports of the client, and the time and the random part of a hello. */
function timeless(text: string): string {
  const plain = text.replace(/^(PROXY TCP4 \S+ \S+) \d+/, "$1 PORT");
  return plain.startsWith("\x16\x03\0") ? plain.slice(0, 11) + plain.slice(43) : plain;
}

async function start(at: number, one: CheckCase, heard: string[]): Promise<void> {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    serve(socket, one, connections === 1 ? heard : []);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(firstPort + at, "127.0.0.1", resolve);
  await promise;
}

function serve(socket: Socket, { greet, replies = [], ends }: CheckCase, heard: string[]): void {
  let answered = 0;
  // A check ends with a reset.
  socket.on("error", () => {});
  if (greet !== undefined) socket.write(greet, "latin1");
  if (ends && replies.length === 0) socket.end();
  socket.on("data", (bytes) => {
    heard.push(bytes.toString("latin1"));
    const reply = replies[answered++];
    if (reply !== undefined) socket.write(reply, "latin1");
    if (ends && answered === replies.length) socket.end();
  });
}
