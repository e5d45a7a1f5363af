import { createConnection, type Socket } from "node:net";
import type { Text } from "../../agent/base/text.ts";
import type { LabCode } from "../errors.ts";
import type { NodeEntry } from "../runtime/runtime.ts";
import type { ExerciseOrder } from "./order.ts";
import type { LabStatus } from "./status.ts";

/** What a keeper is asked: one JSON line a connection. */
export type Request =
  | { readonly ask: "status" }
  | {
      readonly ask: "exec";
      readonly node: string;
      readonly argv: readonly string[];
      /** Beside what every program of the node gets. */
      readonly environment: Readonly<Record<string, string>>;
    }
  | { readonly ask: "kill" | "start"; readonly node: string }
  /** Answered by `PlayLine`s. */
  | { readonly ask: "play"; readonly exercise: ExerciseOrder }
  | { readonly ask: "down" };

/** What it answers: one JSON line. `down` is answered when nothing of the lab is left. */
export type Reply =
  | { readonly reply: "status"; readonly status: LabStatus }
  | { readonly reply: "exec"; readonly entry: NodeEntry }
  | { readonly reply: "done" }
  | { readonly reply: "error"; readonly code: LabCode; readonly text: Text };

/**
 * After the answer to `exec` the connection stays open. This line says that the program has ended; a connection that
 * closes without it ends the program: whoever ran it is dead.
 */
export const over = "over";

/** Undefined when nobody answers: no such socket, a keeper that ends, or silence for `patienceMs`. */
export async function askKeeper(
  socketPath: string,
  request: Request,
  patienceMs: number,
): Promise<Reply | undefined> {
  const answered = await openRequest(socketPath, request, patienceMs);
  answered?.socket.destroy();
  return answered?.reply;
}

/** The same with the connection, which stays open. */
export function openRequest(
  socketPath: string,
  request: Request,
  patienceMs: number,
): Promise<{ readonly reply: Reply; readonly socket: Socket } | undefined> {
  return new Promise((resolve) => {
    const socket = createConnection(socketPath);
    let said = "";
    const give = () => {
      socket.destroy();
      resolve(undefined);
    };
    socket.setTimeout(patienceMs, give);
    socket.on("error", give).on("close", give);
    socket.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
      if (!said.endsWith("\n")) return;
      socket.setTimeout(0);
      resolve({ reply: JSON.parse(said) as Reply, socket });
    });
    socket.write(`${JSON.stringify(request)}\n`);
  });
}
