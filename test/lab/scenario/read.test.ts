import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LabError } from "../../../lab/errors.ts";
import { readScenario } from "../../../lab/scenario/read.ts";

const course = new URL("../../../scenarios/course.yaml", import.meta.url);
let folder: string;
let original: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bascule-scenario-"));
  original = await readFile(course, "utf8");
});
afterAll(() => rm(folder, { recursive: true }));

/** The message of the error that a changed copy of the course's scenario gives, without the folder. */
async function complaint(from: string, to: string): Promise<string> {
  expect(original).toContain(from);
  const file = join(folder, "s.yaml");
  await writeFile(file, original.replace(from, to));
  const error = await readScenario(file).catch((caught: unknown) => caught);
  if (!(error instanceof LabError)) throw new Error(`accepted: ${JSON.stringify(error)}`);
  return `${error.text.en} [${error.code}]`.replaceAll(`${folder}/`, "");
}

test("the course's scenario reads in milliseconds, with its topology beside it", async () => {
  const scenario = await readScenario(course.pathname);
  expect(scenario).toMatchObject({ name: "course", warmupMs: 3000, exercise: true });
  expect(scenario.topologyFile).toBe(
    new URL("../../../compose/course/compose.yaml", import.meta.url).pathname,
  );
  expect(scenario.trial[1]).toEqual({ until: { event: "takeover", timeout: 10_000 } });
});

test("each mistake is named with its place, its key and what to do", async () => {
  const cases: readonly [from: string, to: string][] = [
    ["warmup: 3s", "warmpu: 3s"],
    ["warmup: 3s", "warmup: 3"],
    ["warmup: 3s", "warmup: 3 seconds"],
    ["ratePerSecond: 1000", "ratePerSecond: fast"],
    ["ratePerSecond: 1000", "ratePerSecond: 100000"],
    ["- steady: 2s", "- stedy: 2s"],
    ["- steady: 2s", "- { steady: 2s, heal: kill }"],
    ["kind: kill", "kind: kil"],
    ["kind: kill, target: master", "kind: kill, target: master, process: haproxy"],
    ["kind: kill, target: master", "kind: freeze, target: lb1"],
    ["phase: spread }", "phase: 1.5 }"],
    ["  - takeover", "  - takover"],
    ["expect:", "expect: all\nother:"],
    ["name: course", "name: Le Cours"],
    ["load:", "load: ["],
  ];
  const seen: string[] = [];
  for (const [from, to] of cases) seen.push(`${JSON.stringify(to)}\n${await complaint(from, to)}\n`);
  expect(seen.join("\n")).toMatchSnapshot();
});

test("a file that is not there is named", async () => {
  await expect(readScenario("nowhere.yaml")).rejects.toMatchObject({ code: "ERR_SCENARIO_READ" });
});
