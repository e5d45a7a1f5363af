import { createConnection } from "node:net";
import type { Text } from "../../agent/base/text.ts";
import type { LabCode } from "../errors.ts";
import type { NodeEntry } from "../runtime/runtime.ts";
import type { LabStatus } from "./status.ts";

/** What a keeper is asked: one JSON line a connection. */
export type Request =
  | { readonly ask: "status" }
  | { readonly ask: "exec"; readonly node: string; readonly argv: readonly string[] }
  | { readonly ask: "kill" | "start"; readonly node: string }
  | { readonly ask: "down" };

/** What it answers: one JSON line. `down` is answered when nothing of the lab is left. */
export type Reply =
  | { readonly reply: "status"; readonly status: LabStatus }
  | { readonly reply: "exec"; readonly entry: NodeEntry }
  | { readonly reply: "done" }
  | { readonly reply: "error"; readonly code: LabCode; readonly text: Text };

/** Undefined when nobody answers: no such socket, a keeper that ends, or silence for `patienceMs`. */
export function askKeeper(
  socketPath: string,
  request: Request,
  patienceMs: number,
): Promise<Reply | undefined> {
  return new Promise((resolve) => {
    const socket = createConnection(socketPath);
    let said = "";
    const over = () => {
      socket.destroy();
      resolve(said.endsWith("\n") ? (JSON.parse(said) as Reply) : undefined);
    };
    socket.setTimeout(patienceMs, over);
    socket.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
    });
    socket.on("error", over).on("close", over);
    socket.write(`${JSON.stringify(request)}\n`);
  });
}
