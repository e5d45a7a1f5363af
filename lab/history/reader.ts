import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { labError } from "../errors.ts";
import type { HistoryEvent } from "./event.ts";

/**
 * All events of a history file. Throws ERR_HISTORY_READ: no such file, a line that is no event (with its number), or
 * a file that does not begin as a history does. A last line that was cut off (the harness was killed) is left out.
 */
export async function readHistory(file: string): Promise<readonly HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  let broken: { readonly line: number; readonly reason: string } | undefined;
  let line = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(file) })) {
      line += 1;
      // Something follows the broken line: it was not merely the end that was cut off.
      if (broken !== undefined) throw notHistory(file, broken.line, broken.reason);
      const event = parseEvent(text);
      if (typeof event === "string") broken = { line, reason: event };
      else events.push(event);
    }
  } catch (error) {
    if (error instanceof Error && "syscall" in error) throw unreadable(file, error);
    throw error;
  }
  if (events[0]?.kind !== "run") throw notHistory(file, 1, "no run event");
  return events;
}

function parseEvent(text: string): HistoryEvent | string {
  try {
    const value = JSON.parse(text) as Record<string, unknown> | null;
    const ok = typeof value?.atMs === "number" && typeof value.kind === "string";
    return ok ? (value as unknown as HistoryEvent) : "no event";
  } catch (error) {
    return (error as Error).message;
  }
}

function notHistory(file: string, line: number, reason: string) {
  return labError("ERR_HISTORY_READ", {
    fr: `${file}:${line} : ce n'est pas l'historique d'un essai (${reason}). Donnez le fichier history.jsonl d'un essai`,
    en: `${file}:${line}: this is not the history of a run (${reason}). Give the history.jsonl of a run`,
  });
}

function unreadable(file: string, cause: Error) {
  return labError(
    "ERR_HISTORY_READ",
    {
      fr: `${file} : l'historique ne peut pas être lu (${cause.message}). Donnez le fichier history.jsonl d'un essai`,
      en: `${file}: the history cannot be read (${cause.message}). Give the history.jsonl of a run`,
    },
    cause,
  );
}
