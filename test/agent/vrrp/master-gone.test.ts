import { describe, expect, test } from "vitest";
import type { VrrpEvent } from "../../../agent/vrrp/state.ts";
import { advertFrom, instance } from "./instance.ts";
import { run, started } from "./run.ts";

const settings = instance("state BACKUP\n priority 100");
const master = "192.168.1.12";
const other = "192.168.1.13";
const advert = advertFrom(master, settings, 150);
const weak = advertFrom(master, settings, 50);
const closed = { kind: "master-gone", address: master, how: "closed" } as const;

const states = (events: Readonly<Record<number, VrrpEvent | readonly VrrpEvent[]>>, lines = settings) =>
  run(lines, { 0: started, ...events }, 3.5).lines.filter((line) => line.includes(" notify "));

describe("a backup that learns early that its master is gone", () => {
  test.each(["closed", "silent", "handed-over"] as const)("(%s) takes over at once", (how) => {
    const { lines } = run(settings, { 0: started, 1: advert, 1.25: { ...closed, how } }, 1.5);
    expect(lines.filter((line) => line >= "1.2")).toMatchSnapshot();
  });

  test("an owner that has become weaker is preempted at once, but not against the file", () => {
    const fallen = { ...closed, how: "outranked" } as const;
    expect(states({ 1: advert, 1.25: fallen })).toContain("1.250 notify MASTER 100");
    for (const line of ["nopreempt", "preempt_delay 60"]) {
      const patient = instance(`state BACKUP\n priority 100\n ${line}`);
      expect(states({ 1: advert, 1.25: fallen }, patient)).not.toContain("1.250 notify MASTER 100");
    }
  });

  test("does so with nopreempt too", () => {
    const nopreempt = instance("state BACKUP\n priority 100\n nopreempt");
    expect(states({ 1: weak, 1.25: closed }, nopreempt)).toContain("1.250 notify MASTER 100");
  });

  test("also when the master is a weaker one, behind which its own timer runs", () => {
    expect(states({ 1: weak, 1.25: closed })).toContain("1.250 notify MASTER 100");
  });

  test("also when the master has said that it resigns", () => {
    const farewell = advertFrom(master, settings, 0);
    expect(states({ 1: [advert, farewell, closed] })).toContain("1.000 notify MASTER 100");
  });

  test("also when that master took its own place", () => {
    const gone = { 3.2: { kind: "timer" }, 3.3: advert, 3.4: closed } as const;
    const owner = instance("state BACKUP\n priority 100\n version 3\n advert_int 0.5");
    const better = advertFrom(master, owner, 150);
    expect(states({ ...gone, 3.3: better }, owner).slice(-3)).toEqual([
      "1.805 notify MASTER 100",
      "3.300 notify BACKUP 100",
      "3.400 notify MASTER 100",
    ]);
  });
});

describe("it is no matter", () => {
  const alone = ["0.000 notify BACKUP 100"];
  test.each<[string, Parameters<typeof states>[0]]>([
    ["of a router that is not the master", { 1: advert, 1.25: { ...closed, address: other } }],
    ["of one that was master before", { 1: advert, 1.1: advertFrom(other, settings, 200), 1.25: closed }],
    ["where no master was heard", { 1: closed }],
    ["in FAULT", { 1: advert, 1.1: { kind: "interface", linkUp: false }, 1.25: closed }],
    ["once stopped", { 1: advert, 1.1: { kind: "stop" }, 1.25: closed }],
  ])("%s", (_, events) => {
    expect(states(events).filter((line) => !/FAULT|STOP/.test(line))).toEqual(alone);
  });

  test("of a master itself", () => {
    const owner = instance("state MASTER\n priority 255");
    const events = { 0: [started, closed] };
    expect(run(owner, events, 0.5).lines).toEqual(run(owner, { 0: started }, 0.5).lines);
  });
});
