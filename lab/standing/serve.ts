import { createServer, type Socket } from "node:net";
import { createInterface, type Interface } from "node:readline";
import { LabError } from "../errors.ts";
import type { StartedLab, StartedNode } from "../runtime/runtime.ts";
import type { Topology } from "../topology/topology.ts";
import { lodge } from "./lodger.ts";
import { observe } from "./observe.ts";
import { play } from "./play.ts";
import type { Reply, Request } from "./protocol.ts";
import type { StandingRecord } from "./record.ts";
import { nodeRuns, nodeStopped, noEntry, noSuchNode } from "./text.ts";

/** A lab that stands, as its keeper sees it. */
export interface Standing {
  readonly record: StandingRecord;
  readonly topology: Topology;
  readonly lab: StartedLab;
}

export interface Server extends AsyncDisposable {
  readonly downAsked: Promise<void>;
}

/** Answers requests on a unix socket in the standing lab's folder, which only its user may enter. */
export async function serve(path: string, standing: Standing): Promise<Server> {
  const down = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    socket.on("error", () => {}); // whoever asked is gone
    const lines = createInterface(socket);
    lines.once("line", (line) => {
      const request = JSON.parse(line) as Request;
      // The connection ends with this process: that is the answer.
      if (request.ask === "down") down.resolve();
      else if (request.ask === "exec") admit({ socket, lines }, request, standing);
      else if (request.ask === "play") void play({ socket, lines }, request.exercise, standing);
      else void answer(socket, request, standing);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(path, resolve);
  });
  return {
    downAsked: down.promise,
    async [Symbol.asyncDispose]() {
      server.close();
    },
  };
}

type Answerable = Exclude<Request, { readonly ask: "down" | "exec" | "play" }>;

async function answer(socket: Socket, request: Answerable, standing: Standing): Promise<void> {
  const reply = await replyTo(request, standing).catch(errorReply);
  socket.end(`${JSON.stringify(reply)}\n`);
}

async function replyTo(request: Answerable, standing: Standing): Promise<Reply> {
  if (request.ask === "status") return { reply: "status", status: await observe(standing) };
  const node = nodeOf(standing, request.node);
  if (request.ask === "kill") await node.kill();
  else if (node.running()) throw nodeRuns(node.name);
  else await node.start();
  return { reply: "done" };
}

/** Tells the way into a node, and keeps the connection for the time that the program runs. */
function admit(
  { socket, lines }: { readonly socket: Socket; readonly lines: Interface },
  { node: name, argv, environment }: Request & { readonly ask: "exec" },
  standing: Standing,
): void {
  try {
    const node = nodeOf(standing, name);
    if (!node.running()) throw nodeStopped(name);
    if (node.entry === undefined) throw noEntry(standing.record.runtime);
    const lodger = lodge(node, argv, environment);
    socket.write(`${JSON.stringify({ reply: "exec", entry: node.entry(lodger.argv) } satisfies Reply)}\n`);
    lodger.follow(lines);
  } catch (error) {
    socket.end(`${JSON.stringify(errorReply(error))}\n`);
  }
}

function nodeOf({ lab }: Standing, name: string): StartedNode {
  const node = lab.nodes.get(name);
  if (node === undefined) throw noSuchNode(name, [...lab.nodes.keys()]);
  return node;
}

function errorReply(error: unknown): Reply {
  if (error instanceof LabError) return { reply: "error", code: error.code, text: error.text };
  const text = error instanceof Error ? error.message : String(error);
  return { reply: "error", code: "ERR_STANDING_LOST", text: { fr: text, en: text } };
}
