import type { NodeEntry } from "../runtime/runtime.ts";
import { type LivePlace, patienceMs, refusal } from "./choose.ts";
import { openRequest, over } from "./protocol.ts";
import { socketFile } from "./record.ts";
import { keeperSilent } from "./text.ts";

/** What shall run in a node. */
interface Program {
  readonly node: string;
  readonly argv: readonly string[];
  /** Beside what every program of the node gets. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A way into a node for one program. The keeper ends the program when this process dies before it has said `over`. */
export interface Entered {
  readonly entry: NodeEntry;
  /** The program has ended. */
  over(): void;
  /** It shall end, however it takes that. */
  hangUp(): void;
}

/** @throws LabError what the keeper refuses, ERR_STANDING_LOST when it does not answer */
export async function enterNode({ name, folder }: LivePlace, program: Program): Promise<Entered> {
  const answered = await openRequest(socketFile(folder), { ask: "exec", ...program }, patienceMs);
  if (answered === undefined) throw keeperSilent(name);
  const { reply, socket } = answered;
  if (reply.reply !== "exec") {
    socket.destroy();
    throw reply.reply === "error" ? refusal(reply) : new Error(`the keeper answered ${reply.reply}`);
  }
  return {
    entry: reply.entry,
    over: () => void socket.end(`${over}\n`),
    hangUp: () => void socket.destroy(),
  };
}
