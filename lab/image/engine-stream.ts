import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { stripVTControlCharacters } from "node:util";

/** One line of what an engine tells while it builds, pulls or imports. */
export interface EngineLine {
  readonly stream?: string;
  readonly status?: string;
  readonly error?: string;
  readonly aux?: { readonly ID?: string };
}

/** Reads to the end what an engine tells. @throws Error with its reason, and what it had said before */
export async function readEngine(answer: NodeJS.ReadableStream): Promise<readonly EngineLine[]> {
  const lines: EngineLine[] = [];
  for await (const line of createInterface(answer as Readable)) {
    if (line.trim() === "") continue;
    const said = JSON.parse(line) as EngineLine;
    lines.push(said);
    if (said.error !== undefined) throw new EngineRefusal(said.error, lines);
  }
  return lines;
}

/** What the builder says of itself, between the lines of the programs that it runs. */
const ofBuilder = /^(?:Removing intermediate container|---> )/;

/** The engine could not do what it was asked for. */
export class EngineRefusal extends Error {
  readonly lines: readonly EngineLine[];

  constructor(reason: string, lines: readonly EngineLine[]) {
    const before = lines
      .flatMap(({ stream }) => stripVTControlCharacters(stream ?? "").split("\n"))
      .map((line) => line.trim())
      .filter((line) => line !== "" && !ofBuilder.test(line));
    super([reason, ...before.slice(-3)].join(" / "));
    this.lines = lines;
  }
}
