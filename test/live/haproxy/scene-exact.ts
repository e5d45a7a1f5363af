import { connect, createServer, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { configOf, startBalancer } from "./balancer.ts";
import { until } from "./client.ts";
import {
  type ExactChange,
  type ExactPlan,
  type ExactRequest,
  exactPlans,
  exactRequests,
} from "./exact-plan.ts";

const firstPort = 20_000;
const serverPort = 9001;

/** Which server the real HAProxy gives each of 10,000 requests, plan by plan. */
export async function sceneExact(program: string): Promise<readonly string[]> {
  await startServer();
  const socket = ` stats socket ${process.cwd()}/admin.sock level admin\n`;
  const sections = exactPlans.map(sectionOf).join("");
  await using _ = await startBalancer(program, `global\n${socket}${configOf(sections)}`, firstPort);
  const sequences: string[] = [];
  for (const [at, plan] of exactPlans.entries()) sequences.push(await record(at, plan));
  return sequences;
}

/** Whatever comes, it answers once for every request, without looking further. */
async function startServer(): Promise<void> {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      const heads = bytes.toString("latin1").split("\r\n\r\n").length - 1;
      socket.write("HTTP/1.1 204 No Content\r\n\r\n".repeat(heads));
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(serverPort, "127.0.0.1", resolve);
  await promise;
}

function sectionOf({ lines, servers }: ExactPlan, at: number): string {
  const rules = lines.map((line) => ` ${line}\n`).join("");
  const rows = servers.map((words, index) => ` server ${letter(index)} 127.0.0.1:${serverPort} ${words}\n`);
  return `listen l${at}\n bind 127.0.0.1:${firstPort + at}\n no log\n http-request set-src hdr(x-from)\n http-response set-header x-server %s\n${rules}${rows.join("")}`;
}

function letter(server: number): string {
  return String.fromCharCode(65 + server);
}

async function record(at: number, { lines, changes }: ExactPlan): Promise<string> {
  const counts = lines.some((line) => line.includes("leastconn"));
  const socket = connect({ port: firstPort + at, host: "127.0.0.1", noDelay: true });
  let sequence = "";
  const stops = [...new Set([...changes.map((change) => change.at), exactRequests.length])];
  for (const stop of stops) {
    // No more than HAProxy's buffer holds.
    while (sequence.length < stop) {
      const end = Math.min(stop, sequence.length + 60);
      sequence += await ask(socket, exactRequests.slice(sequence.length, end));
      // The last answer is here before its session is over there.
      if (counts) await until("no session is left", () => isIdle(at));
    }
    for (const change of changes) if (change.at === stop) await admin(at, change);
  }
  socket.destroy();
  return sequence;
}

/** The requests are sent all at once, and answered one after the other. */
function ask(socket: Socket, requests: readonly ExactRequest[]): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let seen = "";
  const listen = (bytes: Buffer): void => {
    seen += bytes.toString("latin1");
    const answers = seen.split("\r\n\r\n");
    if (answers.length <= requests.length) return;
    socket.off("data", listen);
    resolve(
      answers
        .slice(0, -1)
        .map((head) => /x-server: (\w)/.exec(head)?.[1] ?? "!")
        .join(""),
    );
  };
  socket.on("data", listen);
  socket.write(
    requests
      .map(
        ({ target, from, user }) =>
          `GET ${target} HTTP/1.1\r\nHost: x\r\nX-From: ${from}\r\nX-User: ${user}\r\n\r\n`,
      )
      .join(""),
  );
  return promise;
}

async function admin(at: number, { server, state, weight }: ExactChange): Promise<void> {
  const what = state === undefined ? `weight ${weight}` : `state ${state}`;
  await command(`set server l${at}/${letter(server)} ${what}`);
}

/** The fifth column of the table: sessions now. */
async function isIdle(at: number): Promise<boolean> {
  const rows = (await command(`show stat l${at} 4 -1`)).split("\n").slice(1).filter(Boolean);
  return rows.length > 0 && rows.every((row) => row.split(",")[4] === "0");
}

async function command(line: string): Promise<string> {
  const socket = connect("admin.sock", () => socket.end(`${line}\n`));
  return await text(socket);
}
