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
    answer(
      { stream: " ---> Running in 0123456789ab\n" },
      { stream: "\u001b[91mE: No space\n\u001b[0m" },
      { stream: "\n" },
      { stream: "Removing intermediate container 0123456789ab\n" },
      { error: "exit code 100" },
    ),
  );
  await expect(failing).rejects.toThrow(/^exit code 100 \/ E: No space$/);
});
