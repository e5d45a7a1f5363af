import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { readEngine } from "../../../lab/image/engine-stream.ts";

const answer = (...lines: readonly object[]) =>
  Readable.from([lines.map((line) => `${JSON.stringify(line)}\n`).join("")]);

test("what an engine tells is read to the end", async () => {
  expect(await readEngine(answer({ stream: "Step 1" }, { status: "sha256:abc" }))).toEqual([
    { stream: "Step 1" },
    { status: "sha256:abc" },
  ]);
});

test("a failed step is an error with its reason and what was printed before", async () => {
  const failing = readEngine(
    answer({ stream: "E: No space\n" }, { stream: "\n" }, { error: "exit code 100" }),
  );
  await expect(failing).rejects.toThrow("exit code 100 / E: No space");
});
