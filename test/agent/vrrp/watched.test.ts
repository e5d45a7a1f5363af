import { describe, expect, test } from "vitest";
import { instance, script } from "./instance.ts";
import { run, started } from "./run.ts";

const link = (verdict: "up" | "down") => ({ kind: "tracked-interface", name: "eth1", verdict }) as const;
const linked = new Set(["eth1"]);
const check = (verdict: "up" | "down") => ({ kind: "script", name: "check", verdict }) as const;

describe("an interface of track_interface", () => {
  const watched = instance("priority 100\n track_interface {\n eth1\n }");

  test("without a link means FAULT, and back again", () => {
    const { lines } = run(watched, { 0: { ...started, linked }, 4: link("down"), 6: link("up") }, 7);
    expect(lines.filter((line) => line.includes("STATE"))).toEqual([
      "0.000 log (VI_1) Entering BACKUP STATE (init)",
      "3.609 log (VI_1) Entering MASTER STATE",
      "4.000 log (VI_1) Entering FAULT STATE",
      "6.000 log (VI_1) Entering BACKUP STATE",
    ]);
  });

  test("that has no link at the start means FAULT at once", () => {
    expect(run(watched, { 0: started }, 1).state.role.kind).toBe("fault");
  });
});

// keepalived.conf(5), track_interface and track_script: weight, reverse.
test.each([
  [10, "", "up", 110],
  [10, "", "down", 100],
  [-10, "", "up", 100],
  [-10, "", "down", 90],
  [10, "reverse", "up", 90],
  [10, "reverse", "down", 100],
  [-10, "reverse", "up", 100],
  [-10, "reverse", "down", 110],
] as const)(
  "weight %i %s, %s: priority %i, for interfaces and scripts",
  (weight, reverse, verdict, expected) => {
    const words = `weight ${weight} ${reverse}`;
    const ofLink = instance(`priority 100\n track_interface {\n eth1 ${words}\n }`);
    const ofScript = instance(`priority 100\n track_script {\n check ${words}\n }`, script(0));
    expect(run(ofLink, { 0: verdict === "up" ? { ...started, linked } : started }, 1).state.priority).toBe(
      expected,
    );
    expect(run(ofScript, { 0: [started, check(verdict)] }, 1).state.priority).toBe(expected);
  },
);

test("weight 0 in reverse: what is up puts the instance into FAULT", () => {
  const settings = instance("priority 100\n track_script {\n check weight 0 reverse\n }", script(0));
  expect(run(settings, { 0: [started, check("up")] }, 1).state.role.kind).toBe("fault");
  expect(run(settings, { 0: [started, check("down")] }, 1).state.role.kind).toBe("backup");
});

test("a script of init_fail counts as down from the start", () => {
  const failing = script(0).replace("weight", "init_fail\n weight");
  const settings = instance("priority 100\n track_script {\n check\n }", failing);
  expect(run(settings, { 0: started }, 1.9).state.role.kind).toBe("fault");
  expect(run(settings, { 0: started, 2: check("up") }, 2.1).state.role.kind).toBe("backup");
});
