import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { parseKeepalived } from "../../agent/config/keepalived/parse.ts";
import { lookEveryMs } from "../../agent/vrrp/vigil.ts";
import { audit } from "../../lab/audit/audit.ts";
import { findSubjects } from "../../lab/audit/find.ts";
import type { ProofRow } from "../../lab/oracle/prove/proof.ts";
import type { Result } from "../../lab/report/result.ts";
import { type Fault, strike } from "../../lab/sim/fault.ts";
import { afterwards } from "../../lab/sim/simulate.ts";
import { ideal, type Timing } from "../../lab/sim/timing.ts";
import { SimWorld } from "../../lab/sim/world.ts";
import { bascule } from "./bascule.ts";
import { describeLive } from "./live.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const vip = "192.168.1.100";

/**
 * What a machine may add: nothing, or as much as one that is shared by many. The two daemons' rounds are as far apart as
 * chance has it: heartbeats are looked for soon after they arrive, or nearly a round later.
 */
const fastest: Timing = { ...ideal, bootMs: [0, lookEveryMs], guardianMs: [1, 1] };
const slowest: Timing = {
  ...ideal,
  deliveryMs: [1, 1],
  wakeMs: [0, 50],
  bootMs: [0, 300],
  guardianMs: [20, 20],
  scriptMs: [5, 50],
};
/** The client's stamps and its neighbour table. */
const clientMs = 5;
/** The bounds are those of the worst luck in so many tries. */
const seeds = { fastest: 300, slowest: 60 };
/** `bascule check` speaks of a machine of its own, and tries five moments of a period. */
const sharedMs = 150;

/** The course's lab, watching or not, with these steps for each trial. */
function scenario(watch: "on" | "off", steps: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "bascule-contract-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(join(root, "compose/course"), join(folder, "course"), { recursive: true });
  for (const node of ["lb1", "lb2"]) {
    const file = join(folder, `course/${node}/keepalived.conf`);
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace("advert_int 1", `advert_int 1\n    @bascule watch ${watch}`),
    );
  }
  const text = readFileSync(join(root, "scenarios/course.yaml"), "utf8")
    .replace("../compose/course/compose.yaml", "course/compose.yaml")
    .replace(/trial:\n(?:.*\n)*?\n/, `trial:\n${steps.map((step) => `  - ${step}\n`).join("")}\n`)
    .replace("warmup: 3s", "warmup: 1s")
    .replace("exercise: true", "exercise: false")
    .replace(/expect:\n(?: {2}- .*\n)*/, "expect: []\n");
  writeFileSync(join(folder, "scenario.yaml"), text);
  return folder;
}

/** For how long nobody answers in the simulator when the fault strikes so long after the owner's last advert. */
function simulatedOutages(
  folder: string,
  fault: Fault,
  sinceAdvertMs: number,
  timing: Timing,
  tries: number,
): readonly number[] {
  return Array.from({ length: tries }, (_, seed) => {
    const nodes = ["lb1", "lb2"].map((name, index) => ({
      name,
      interfaces: [{ name: "eth0", address: `192.168.1.10${index + 1}` }],
      keepalived: parseKeepalived(readFileSync(join(folder, `course/${name}/keepalived.conf`), "utf8"), name)
        .config,
    }));
    const client = { name: "client", interfaces: [{ name: "eth0", address: "192.168.1.5" }] };
    const world = new SimWorld({ nodes: [...nodes, client], timing }, seed);
    let struckMs = 0;
    world.watcher = {
      sent: ({ name }) => {
        if (name !== "lb1" || world.nowMs < 15_000 || struckMs > 0) return;
        struckMs = world.nowMs + sinceAdvertMs;
        world.timeline.at(struckMs, () => strike(world, fault));
      },
    };
    world.start();
    world.runTo(35_000);
    return afterwards({ holds: world.holds(), endMs: 35_000 }, vip, struckMs).outageMs;
  });
}

/** What `bascule check` says of the same two files: who has the address, and for how long nobody has it. */
async function checked(folder: string): Promise<readonly ProofRow[]> {
  const { judgement } = await audit(await findSubjects([join(folder, "course")], undefined));
  return judgement.proof.flatMap(({ faults }) => faults);
}

describeLive("the simulator promises what netns keeps", () => {
  test.each<readonly ["on" | "off", string, string]>([
    ["off", "0.5s", "4.5s"],
    // Early takeovers rest for ten seconds.
    ["on", "6s", "1.5s"],
  ])("watch %s: each real outage lies in the interval of the same phase", async (watch, rest, frozen) => {
    const folder = scenario(watch, [
      "fault: { kind: kill, target: lb1, phase: spread }",
      "until: { event: takeover, timeout: 10s }",
      "heal: kill",
      "until: { event: failback, timeout: 15s }",
      `steady: ${rest}`,
      "fault: { kind: freeze, target: lb1, process: keepalived, phase: spread }",
      `steady: ${frozen}`,
      "heal: freeze",
      "steady: 1s",
    ]);
    const json = join(folder, "result.json");
    const results = join(folder, "results");
    const ran = await bascule([
      "run",
      join(folder, "scenario.yaml"),
      "--runtime",
      "netns",
      "--seed",
      "5",
      "--results",
      results,
      "--json",
      json,
    ]);
    expect(ran.stderr).toContain("lb1 is back");
    const { trials } = JSON.parse(readFileSync(json, "utf8")) as Result;
    const struck = trials
      .flatMap(({ faults }) => faults)
      .filter(({ fault }) => fault === "kill" || fault === "freeze");
    expect(struck).toHaveLength(2);
    for (const { fault, phase, outageMs, resolutionMs } of struck) {
      const kind = fault === "kill" ? "kill-node" : "freeze";
      const sinceAdvertMs = (phase ?? 0) * 1000;
      const play = (timing: Timing, tries: number) =>
        simulatedOutages(folder, { kind, node: "lb1" }, sinceAdvertMs, timing, tries);
      const leastMs = Math.min(...play(fastest, seeds.fastest)) - resolutionMs - clientMs;
      const mostMs = Math.max(...play(slowest, seeds.slowest)) + resolutionMs + clientMs;
      const seen = `${fault} at phase ${phase}: ${outageMs} ms; sim: ${leastMs} to ${mostMs} ms`;
      expect(outageMs, seen).toBeGreaterThanOrEqual(leastMs);
      expect(outageMs, seen).toBeLessThanOrEqual(mostMs);
    }
    const rows = await checked(folder);
    for (const { fault, outageMs, resolutionMs } of struck) {
      const row = rows.find(({ kind, node }) => kind === fault && node === "lb1");
      const [leastMs, mostMs] = (watch === "on" ? row?.watched : row)?.outageMs ?? [Number.NaN, Number.NaN];
      const told = `${fault}: ${outageMs} ms; check: ${leastMs} to ${mostMs} ms`;
      expect([told, row?.ownersAfter, row?.back?.owners]).toEqual([told, ["lb2"], ["lb1"]]);
      expect(outageMs, told).toBeGreaterThanOrEqual(leastMs - resolutionMs - clientMs);
      expect(outageMs, told).toBeLessThanOrEqual(mostMs + sharedMs + resolutionMs + clientMs);
    }
  });
});
