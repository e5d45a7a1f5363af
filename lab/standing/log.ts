import { type FileHandle, open } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "../runtime/netns/identity.ts";
import type { LivePlace } from "./choose.ts";
import { logFile } from "./record.ts";

type Print = (node: string, line: string) => void;

/** Prints what each node's log has now, node after node. */
export async function copyLogs({ folder }: LivePlace, nodes: readonly string[], print: Print): Promise<void> {
  for (const node of nodes) {
    await using log = await openLog(folder, node, print);
    await log.read();
    log.rest();
  }
}

/** How often the files are looked at: a terminal needs no more. */
const everyMs = 200;

/** Prints what is there and what comes, until `signal` aborts or the lab has ended. */
export async function followLogs(
  { folder, record }: LivePlace,
  nodes: readonly string[],
  { print, signal }: { readonly print: Print; readonly signal: AbortSignal },
): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const logs = await Promise.all(nodes.map((node) => openLog(folder, node, print)));
  for (const log of logs) opened.use(log);
  for (let stands = true; stands; stands = await isAlive(record.keeper)) {
    for (const log of logs) await log.read();
    await sleep(everyMs, undefined, { signal });
  }
  for (const log of logs) {
    await log.read(); // its last words; the open file outlives its name
    log.rest();
  }
}

async function openLog(folder: string, node: string, print: Print): Promise<LogReader> {
  return new LogReader(await open(logFile(folder, node), "r"), (line) => print(node, line));
}

class LogReader implements AsyncDisposable {
  readonly #file: FileHandle;
  readonly #print: (line: string) => void;
  readonly #decoder = new TextDecoder();
  #pending = "";

  constructor(file: FileHandle, print: (line: string) => void) {
    this.#file = file;
    this.#print = print;
  }

  /** Prints the whole lines that have come since the last time. */
  async read(): Promise<void> {
    const buffer = new Uint8Array(65_536);
    for (;;) {
      const { bytesRead } = await this.#file.read(buffer);
      if (bytesRead === 0) return;
      this.#pending += this.#decoder.decode(buffer.subarray(0, bytesRead), { stream: true });
      const lines = this.#pending.split("\n");
      this.#pending = lines.pop() ?? "";
      for (const line of lines) this.#print(line);
    }
  }

  /** Prints what has no line end. */
  rest(): void {
    if (this.#pending !== "") this.#print(this.#pending);
    this.#pending = "";
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#file.close();
  }
}
