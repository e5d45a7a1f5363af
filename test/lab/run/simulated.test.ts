import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { main } from "../../../lab/command/main.ts";
import { readHistory } from "../../../lab/history/reader.ts";
import type { Result } from "../../../lab/report/result.ts";
import { capture } from "../command/capture.ts";

const course = fileURLToPath(new URL("../../../scenarios/course.yaml", import.meta.url));
const topology = fileURLToPath(new URL("../../../compose/course/compose.yaml", import.meta.url));

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "bascule-simulated-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

async function bascule(...argv: readonly string[]) {
  const { written, surroundings } = capture();
  const code = await main([...argv, "--lang", "en"], surroundings);
  return { code, ...written };
}

/** A scenario with these steps; resolves to its result. */
async function play(steps: readonly string[], ...more: readonly string[]) {
  const own = folder();
  const text = readFileSync(course, "utf8")
    .replace("../compose/course/compose.yaml", topology)
    .replace(/trial:\n(?:.*\n)*?\n/, `trial:\n${steps.map((step) => `  - ${step}\n`).join("")}\n`);
  const file = join(own, "scenario.yaml");
  writeFileSync(file, text);
  const json = join(own, "result.json");
  const common = ["--runtime", "sim", "--seed", "7", "--results", join(own, "results"), "--json", json];
  const ran = await bascule("run", file, ...common, ...more);
  return { ...ran, json, file };
}

const resultIn = (json: string) => JSON.parse(readFileSync(json, "utf8")) as Result;

test("the exercise of the course passes, with one report, page and history as on real nodes, and says that it is simulated", async () => {
  const own = folder();
  const { code, stdout, stderr } = await bascule(
    "lab",
    "--runtime",
    "sim",
    "--trials",
    "3",
    "--results",
    own,
  );
  expect(stdout).toContain("6 of 6 steps passed · 6 of 6 expectations met");
  expect(stdout).toContain("All of this is simulated");
  expect(stderr).toContain("Simulated: no program runs and no packet is sent");
  expect(code).toBe(0);
  const file = /history {2}(\S+)/.exec(stdout)?.[1] ?? "";
  const kinds = new Set((await readHistory(file)).map(({ kind }) => kind));
  for (const kind of [
    "run",
    "phase",
    "node",
    "fault",
    "advert",
    "arp",
    "address",
    "log",
    "capture",
    "probing",
    "probe",
    "health",
  ])
    expect(kinds).toContain(kind);
  expect(readFileSync(file.replace("history.jsonl", "report.html"), "utf8")).toContain(
    "All of this is simulated",
  );
});

test("the same seed gives the same result", async () => {
  const trial = [
    "fault: { kind: kill, target: master, phase: spread }",
    "until: { event: takeover, timeout: 10s }",
    "heal: kill",
    "steady: 6s",
  ];
  const [one, two] = [await play(trial, "--trials", "4"), await play(trial, "--trials", "4")];
  expect(resultIn(one.json).trials).toEqual(resultIn(two.json).trials);
});

test("a keepalived that hangs leaves its address behind: two owners, until it goes on", async () => {
  const { json, code } = await play([
    "fault: { kind: freeze, target: lb1, process: keepalived }",
    "steady: 8s",
    "heal: freeze",
    "steady: 6s",
  ]);
  const [trial] = resultIn(json).trials;
  const [frozen, thawed] = trial?.faults ?? [];
  expect(code).toBe(1);
  expect(frozen?.dualOwnerMs).toBeGreaterThan(4000);
  expect(thawed?.dualOwnerMs).toBeLessThan(100);
});

describe("the balancer", () => {
  test("leaves a server that is gone, and the clients see errors only until its health check fails", async () => {
    const { json } = await play([
      "fault: { kind: kill, target: app1 }",
      "steady: 20s",
      "heal: kill",
      "steady: 10s",
    ]);
    const { distribution } = resultIn(json);
    expect(distribution.app3?.requests).toBe(0);
    expect(distribution.app2?.requests).toBeGreaterThan((distribution.app1?.requests ?? 0) * 1.5);
  });

  test("uses the backup server when all others are gone", async () => {
    const { json } = await play([
      "fault: { kind: kill, target: app1 }",
      "steady: 1s",
      "fault: { kind: kill, target: app2 }",
      "steady: 20s",
    ]);
    expect(resultIn(json).distribution.app3?.requests).toBeGreaterThan(500);
  });

  test("that hangs answers nobody, though its node owns the address", async () => {
    const { json } = await play([
      "fault: { kind: freeze, target: master, process: haproxy }",
      "steady: 5s",
      "heal: freeze",
      "steady: 3s",
    ]);
    const [fault] = resultIn(json).trials[0]?.faults ?? [];
    expect(fault).toMatchObject({ oldOwner: "lb1", newOwner: "lb1", lost: 0 });
  });
});

describe("what cannot be simulated is refused", () => {
  test.each<readonly [string, readonly string[], string]>([
    ["the originals", ["--stack", "keepalived-haproxy"], '"keepalived-haproxy" cannot be simulated'],
    ["a network of Docker", ["--network", "bridge"], '"--network" does not go with "--runtime sim"'],
    ["a lab that stays", ["--keep"], '"--keep" does not go with "--runtime sim"'],
  ])("%s", async (_, options, message) => {
    const { code, stderr } = await bascule("lab", "--runtime", "sim", ...options);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  test("a fault of a program that is not there, with its line", async () => {
    const { code, stderr, file } = await play(["fault: { kind: freeze, target: app1, process: nginx }"]);
    const line =
      readFileSync(file, "utf8")
        .split("\n")
        .findIndex((each) => each.includes("nginx")) + 1;
    expect(stderr).toContain(`scenario.yaml:${line}:`);
    expect(stderr).toContain('the simulator has no program "nginx", only keepalived, haproxy');
    expect(code).toBe(2);
  });

  test("a lab to work in", async () => {
    const { code, stderr } = await bascule("up", "--runtime", "sim");
    expect(stderr).toContain("netns");
    expect(code).toBe(2);
  });
});
