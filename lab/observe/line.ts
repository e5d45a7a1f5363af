import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** Calls `listener` for each line that comes; resolves when the stream has ended. */
export async function eachLine(stream: Readable, listener: (line: string) => void): Promise<void> {
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on("line", listener);
  await new Promise<void>((ended) => lines.once("close", ended));
}
