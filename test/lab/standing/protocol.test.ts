import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askKeeper } from "../../../lab/standing/protocol.ts";

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bascule-protocol-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A keeper that answers in these pieces; `keep`: it never closes. */
async function keeper(name: string, pieces: readonly string[], end: "close" | "keep" = "close") {
  const path = join(folder, name);
  const heard: string[] = [];
  const server = createServer((socket) => {
    socket.setEncoding("utf8").on("data", (line: string) => {
      heard.push(line);
      for (const piece of pieces) socket.write(piece);
      if (end === "close") socket.end();
    });
  });
  await new Promise<void>((listening) => server.listen(path, listening));
  return { path, heard, [Symbol.dispose]: () => void server.close() };
}

test("a request is one line of JSON, and so is its answer, in however many pieces it comes", async () => {
  using answering = await keeper("pieces", ['{"reply":', '"done"}\n']);
  expect(await askKeeper(answering.path, { ask: "kill", node: "lb1" }, 5000)).toEqual({ reply: "done" });
  expect(answering.heard).toEqual(['{"ask":"kill","node":"lb1"}\n']);
});

test("nobody, silence, half an answer and a closed connection are no answer", async () => {
  using silent = await keeper("silent", [], "keep");
  using half = await keeper("half", ['{"reply":'], "close");
  using closing = await keeper("closing", [], "close");
  expect(await askKeeper(join(folder, "nobody"), { ask: "status" }, 5000)).toBeUndefined();
  expect(await askKeeper(silent.path, { ask: "status" }, 50)).toBeUndefined();
  expect(await askKeeper(half.path, { ask: "status" }, 5000)).toBeUndefined();
  expect(await askKeeper(closing.path, { ask: "down" }, 5000)).toBeUndefined();
});
