import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { programStage } from "./program.ts";
import { formatTally, sumOf, type Tally } from "./tally.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("the closing line counts, and names skipped tests only where there are some", () => {
  const tallies = [
    { passed: 2, failed: 1, skipped: 0, details: [] },
    { passed: 1, failed: 0, skipped: 0, details: ["x"] },
  ];
  expect(formatTally(sumOf(tallies))).toBe("3 passed, 1 failed");
  expect(formatTally({ passed: 0, failed: 0, skipped: 4, details: [] })).toBe(
    "0 passed, 0 failed, 4 skipped",
  );
});

test("a program counts as one test, and its words are shown where it fails", async () => {
  const folder = temporary();
  const bin = join(folder, "node_modules/.bin");
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, "judge"), '#!/bin/sh\necho "on stdout"; echo "on stderr" >&2; exit "$1"\n');
  chmodSync(join(bin, "judge"), 0o755);
  expect(await programStage("judge", ["judge", "0"], folder).run()).toEqual({
    passed: 1,
    failed: 0,
    skipped: 0,
    details: [],
  });
  expect(await programStage("judge", ["judge", "1"], folder).run()).toEqual({
    passed: 0,
    failed: 1,
    skipped: 0,
    details: ["on stdout\non stderr"],
  });
});

test("tests that fail, are skipped, cannot be loaded, or leave an error behind are all counted", () => {
  const tally = tallyOf({
    "good.test.ts": 'test("good", () => { expect(1).toBe(1); });',
    "bad.test.ts": 'test("bad", () => { expect(1).toBe(2); });',
    "skipped.test.ts": 'test("needs root", ({ skip }) => { skip("this needs root"); });',
    "broken.test.ts": 'import "./gone.ts";',
    "hook.test.ts":
      'describe("a suite", () => { afterAll(() => { throw new Error("hook"); }); test("t", () => { expect(1).toBe(1); }); });',
    "stray.test.ts":
      'test("stray", async () => { Promise.reject(new Error("nobody caught")); await new Promise((r) => setTimeout(r, 20)); });',
  });
  expect(tally).toMatchObject({ passed: 3, failed: 4, skipped: 1 });
  expect(tally.details.join("\n")).toMatch(
    /bad\.test\.ts > bad[\s\S]*broken\.test\.ts: [\s\S]*hook\.test\.ts: [\s\S]*nobody caught/,
  );
  expect(tally.details.at(-1)).toBe("skipped 1: this needs root");
});

test("where no file fits, nothing is counted", () => {
  expect(tallyOf({})).toEqual({ passed: 0, failed: 0, skipped: 0, details: [] });
});

/** What the stage says of these files, in a process of its own: it is a vitest inside a vitest otherwise. */
function tallyOf(files: Readonly<Record<string, string>>): Tally {
  const folder = temporary();
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  writeFileSync(
    join(folder, "vitest.config.ts"),
    'export default { test: { projects: [{ test: { name: "unit", include: ["*.test.ts"] } }] } };\n',
  );
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(
      join(folder, name),
      `import { afterAll, describe, expect, test } from "vitest";\n${text}\n`,
    );
  }
  const program = `
    const { vitestStage } = await import(${JSON.stringify(new URL("./vitest.ts", import.meta.url).href)});
    const tally = await vitestStage("unit", { root: ${JSON.stringify(folder)}, project: "unit", filters: [] }).run();
    console.log(JSON.stringify(tally));
    process.exit();`;
  const environment = Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST"));
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", program], {
    encoding: "utf8",
    env: Object.fromEntries(environment),
    stdio: ["ignore", "pipe", "pipe"],
  });
  return JSON.parse(output.trim().split("\n").at(-1) ?? "") as Tally;
}

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), "bascule-stage-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
