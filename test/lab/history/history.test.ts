import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HistoryEvent } from "../../../lab/history/event.ts";
import { readHistory } from "../../../lab/history/reader.ts";
import { openHistory } from "../../../lab/history/writer.ts";
import { historyOf } from "./story.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bascule-history-"));
});
afterAll(() => rm(folder, { recursive: true }));

const note: HistoryEvent = { atMs: 1.5, node: "lb1", kind: "note", code: "x", detail: "" };

test("what was written is read back, in order", async () => {
  const file = join(folder, "whole.jsonl");
  const events = historyOf().slice(0, 500);
  const writer = await openHistory(file);
  for (const event of events) writer.append(event);
  await writer.close();
  expect(await readHistory(file)).toEqual(events);
});

test("listeners hear each event until they end it", async () => {
  const writer = await openHistory(join(folder, "live.jsonl"));
  const heard: HistoryEvent[] = [];
  const stop = writer.subscribe((event) => heard.push(event));
  writer.append(note);
  stop();
  writer.append(note);
  await writer.close();
  expect(heard).toEqual([note]);
});

test("a history is continued, not overwritten", async () => {
  const file = join(folder, "twice.jsonl");
  for (let round = 0; round < 2; round += 1) {
    const writer = await openHistory(file);
    writer.append(note);
    await writer.close();
  }
  expect((await readFile(file, "utf8")).trimEnd().split("\n")).toHaveLength(2);
});

test("a missing folder is refused when opening", async () => {
  await expect(openHistory(join(folder, "no", "h.jsonl"))).rejects.toMatchObject({
    code: "ERR_RESULTS_WRITE",
  });
});

test("a full disk is told once, by close, and listeners still hear everything", async () => {
  const writer = await openHistory("/dev/full");
  let heard = 0;
  writer.subscribe(() => {
    heard += 1;
  });
  for (let count = 0; count < 3; count += 1) writer.append(note);
  await expect(writer.close()).rejects.toMatchObject({ code: "ERR_RESULTS_WRITE" });
  expect(writer.failure()?.text.en).toContain("the disk is full");
  expect(heard).toBe(3);
});

const run = JSON.stringify(historyOf()[0]);
const broken: readonly (readonly [string, string, string])[] = [
  ["no JSON in the middle", `${run}\n{"atMs":1,\n${run}\n`, ":2:"],
  ["an event without time", `${run}\n{"kind":"note"}\n${run}\n`, ":2:"],
  ["no run event first", `${JSON.stringify(note)}\n`, ":1:"],
  ["an empty file", "", ":1:"],
];

test.each(broken)("refused: %s", async (name, text, where) => {
  const file = join(folder, `${name.replaceAll(" ", "-")}.jsonl`);
  await writeFile(file, text);
  await expect(readHistory(file)).rejects.toMatchObject({
    code: "ERR_HISTORY_READ",
    message: expect.stringContaining(where),
  });
});

test("a file that does not exist is refused", async () => {
  await expect(readHistory(join(folder, "none.jsonl"))).rejects.toMatchObject({ code: "ERR_HISTORY_READ" });
});

test("a last line that was cut off is left out", async () => {
  const file = join(folder, "cut.jsonl");
  await writeFile(file, `${run}\n{"atMs":12.5,"no`);
  expect(await readHistory(file)).toHaveLength(1);
});
