import { createConnection } from "node:net";
import { createInterface } from "node:readline";
import type { Text } from "../../agent/base/text.ts";
import { type LabCode, labError } from "../errors.ts";
import type { LivePlace } from "./choose.ts";
import type { ExerciseOrder } from "./order.ts";
import type { Request } from "./protocol.ts";
import { socketFile } from "./record.ts";
import { labGone } from "./text.ts";

/** What a keeper tells of an exercise that it plays: any number of lines, the last of which ends the connection. */
export type PlayLine =
  | { readonly play: "progress"; readonly text: Text }
  | { readonly play: "over" }
  | { readonly play: "failed"; readonly code: LabCode | undefined; readonly text: Text };

interface Surroundings {
  readonly signal: AbortSignal;
  progress(text: Text): void;
}

/**
 * Lets the lab's keeper play the exercise; when this resolves or rejects the lab is as it was, also after `signal` has
 * aborted. @throws LabError what the keeper refuses, ERR_STANDING_LOST when it ends; the reason of `signal`
 */
export async function playIn(
  { name, folder }: LivePlace,
  exercise: ExerciseOrder,
  { signal, progress }: Surroundings,
): Promise<void> {
  const socket = createConnection(socketFile(folder));
  const gone = Promise.withResolvers<void>();
  socket.on("error", () => {}).on("close", () => gone.resolve());
  let last: Exclude<PlayLine, { readonly play: "progress" }> | undefined;
  createInterface(socket).on("line", (text) => {
    const line = JSON.parse(text) as PlayLine;
    if (line.play === "progress") progress(line.text);
    else last = line;
  });
  const stop = () => void socket.write("stop\n");
  signal.addEventListener("abort", stop);
  socket.write(`${JSON.stringify({ ask: "play", exercise } satisfies Request)}\n`);
  await gone.promise;
  signal.removeEventListener("abort", stop);
  signal.throwIfAborted();
  if (last === undefined) throw labGone(name);
  if (last.play === "failed")
    throw last.code === undefined ? new Error(last.text.en) : labError(last.code, last.text);
}
