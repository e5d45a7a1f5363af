import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { configOf, startBalancer } from "./balancer.ts";
import { type ByteCase, byteCases, byteConfig } from "./byte-case.ts";
import { until } from "./client.ts";
import { startOrigin } from "./origin.ts";

export interface BytesResult {
  /** What came back, and how it ended. */
  readonly replies: Readonly<Record<string, string>>;
  /** Without times. */
  readonly lines: readonly string[];
}

/** All cases at once: each waits for itself. */
export async function sceneBytes(program: string): Promise<BytesResult> {
  await startEcho(9001);
  await startOrigin(9002);
  await using balancer = await startBalancer(program, configOf(byteConfig), 18082);
  const replies: [string, string][] = [];
  await Promise.all(byteCases.map(async (one) => replies.push([one.name, await send(one)])));
  const lines = (): readonly string[] => balancer.lines().filter((line) => !line.includes("<BADREQ>"));
  await until("the last line of the log", () => lines().length > byteCases.length);
  return { replies: Object.fromEntries(replies.sort()), lines: lines().map(steady).sort() };
}

/** Says what it is told to, else how much it was told. */
function startEcho(port: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (bytes) => socket.write(/^say:(.*)/.exec(bytes.toString())?.[1] ?? `${bytes.length}`));
  });
  server.listen(port, "127.0.0.1", resolve);
  return promise;
}

const quietMs = 1200;

async function send({ port, pieces }: ByteCase): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  let text = "";
  let end = "open";
  socket.on("data", (bytes) => {
    text += bytes.toString("latin1");
  });
  socket.on("error", () => {});
  socket.on("end", () => {
    end = "ended";
  });
  for (const piece of pieces) {
    if (typeof piece === "number") await sleep(piece);
    else socket.write(piece, "latin1");
  }
  await sleep(quietMs);
  socket.destroy();
  return `${text.replaceAll(/(?:date|keep-alive): [^\r]*\r\n/gi, "")} (${end})`;
}

/** Times and counts differ from run to run; that there is none does not. */
function steady(line: string): string {
  return line
    .replace(/^\S+ \[[^\]]*\]/, "CLIENT [DATE]")
    .replace(/ (-?\d+(?:\/-?\d+)+) /, (times) => times.replaceAll(/(?<!-)\b\d+/g, "T"))
    .replace(/ \d+\/\d+\/\d+\/\d+\/\d+ /, " COUNTS ");
}
