import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeFolder } from "../../lab/make-folder.ts";

test("a folder is made with all that is missing above it, and twice is no error", async () => {
  const top = await mkdtemp(join(tmpdir(), "make-folder-"));
  const path = join(top, "a", "b", "c");
  await makeFolder(path);
  await makeFolder(path);
  expect(existsSync(path)).toBe(true);
  await rm(top, { recursive: true });
});

test.runIf(process.platform === "linux")("below /proc it ends with the system's refusal", async () => {
  await expect(makeFolder("/proc/x/y")).rejects.toMatchObject({ code: "ENOENT" });
});
