import { describe, expect, test } from "vitest";
import { parseKeepalived } from "../../../agent/config/keepalived/parse.ts";
import { fileEffect, trackedNumber } from "../../../agent/vrrp/tracked-file.ts";
import { isTracked, quorumMet } from "../../../agent/vrrp/tracked-process.ts";
import { instance } from "./instance.ts";
import { run, started } from "./run.ts";

test.each([
  ["20", 20],
  ["-3", -3],
  ["abc", 0],
  ["", 0],
  ["12abc", 12],
  [" 4", 4],
  ["0x10", 16],
  ["010", 8],
  ["9 9", 9],
  ["99999999999", undefined],
])("a tracked file with %j is the number %s, as the original reads it", (text, value) => {
  expect(trackedNumber(text)).toBe(value);
});

test.each([
  [1, false, 5, 5],
  [2, false, 7, 14],
  [-1, true, 9, 9],
  [3, false, -200, "fault"],
  [1, false, 300, 254],
  [0, false, 1, "fault"],
  [0, false, 0, 0],
  [0, true, 0, "fault"],
])("weight %d, reverse %s, value %d: %s", (weight, reverse, value, effect) => {
  expect(fileEffect({ name: "f", weight, reverse }, value)).toBe(effect);
});

const files = `vrrp_track_file f1 {
  file /run/f1
}
track_file f0 {
  file /run/f0
  weight 0
}`;
const value = (name: string, number: number) => ({ kind: "tracked-file", name, value: number }) as const;

test("a tracked file changes the priority of a master, or puts it into FAULT and back", () => {
  const settings = instance("track_file {\n f1\n f0\n }", files);
  const { lines } = run(
    settings,
    { 0: started, 5: value("f1", 20), 6: value("f0", 1), 7: value("f0", 0), 8: value("other", 9) },
    8,
  );
  expect(lines.filter((line) => /notify|Changing|advert 120|advert 0/.test(line))).toEqual([
    "0.000 notify BACKUP 100",
    "3.609 notify MASTER 100",
    "5.000 log (VI_1) Changing effective priority from 100 to 120",
    "5.609 send-advert 120",
    "6.000 send-advert 0",
    "6.000 notify FAULT 120",
    "7.000 notify BACKUP 120",
  ]);
});

test("a process that does not run means FAULT, or takes its weight away", () => {
  const blocks = "vrrp_track_process p {\n process haproxy\n}";
  const says = (verdict: "up" | "down") => ({ kind: "tracked-process", name: "p", verdict }) as const;
  const events = { 0: started, 1: says("up"), 6: says("down"), 7: says("up") };
  const changes = (lines: string) =>
    run(instance(lines, blocks), events, 8).lines.filter((line) => /notify|Changing/.test(line));
  expect(changes("track_process {\n p\n }")).toEqual([
    "1.000 notify BACKUP 100",
    "4.609 notify MASTER 100",
    "6.000 notify FAULT 100",
    "7.000 notify BACKUP 100",
  ]);
  expect(changes("track_process {\n p weight -30\n }").slice(2)).toEqual([
    "6.000 log (VI_1) Changing effective priority from 100 to 70",
    "7.000 log (VI_1) Changing effective priority from 70 to 100",
  ]);
});

describe("a process is matched", () => {
  const shell = { name: "proc.sh", argv: ["/bin/sh", "/run/proc.sh", "xyz", "abc"] };
  const tracked = (lines: string) =>
    parseKeepalived(`vrrp_track_process p {\n ${lines}\n}`, "k").config.processes?.[0];
  test.each([
    ["process proc.sh", true],
    ["process sh", false],
    ["process proc.sh xyz abc", false],
    ["process /bin/sh /run/proc.sh xyz abc", true],
    ["process /bin/sh /run/proc.sh xyz", false],
    ["process /bin/sh /run/proc.sh xyz\n param_match partial", true],
    ["process /bin/sh /run/proc.sh xy\n param_match partial", false],
    ["process /bin/sh /run/proc.sh xyz ab\n param_match initial", true],
    ["process /bin/sh\n full_command", false],
    ["process /bin/sh\n param_match initial", false],
  ])("%s: %s", (lines, expected) => {
    const process = tracked(lines);
    expect(process && isTracked(shell, process)).toBe(expected);
  });

  test("by the 15 characters that the kernel keeps of its name", () => {
    const process = tracked("process averyveryverylongname");
    expect(process && isTracked({ name: "averyveryverylo", argv: [] }, process)).toBe(true);
  });

  test.each([
    ["quorum 2", 1, false],
    ["quorum 2", 2, true],
    ["quorum_max 1", 2, false],
    ["quorum_max 0", 0, true],
    ["quorum_max 0", 1, false],
  ])("%s, with %d of them: %s", (lines, count, met) => {
    const process = tracked(`process a\n ${lines}`);
    expect(process && quorumMet(count, process)).toBe(met);
  });
});

test.each([
  ["vrrp_track_process p {\n}", [5]],
  ["vrrp_track_process p {\n process\n}", [2, 5]],
  ["vrrp_track_process p {\n process a\n weight 300\n}", [5]],
  ["vrrp_track_process p {\n process a\n quorum 3\n quorum_max 2\n}", [5]],
  ["vrrp_track_process p {\n process a\n param_match foo\n}", [5]],
  ["vrrp_track_process p {\n process a\n delay -1\n}", [5]],
  ["track_file f {\n}", [5]],
  ["track_file f {\n file /run/x\n weight x\n}", [5]],
  ["track_file f {\n file /run/x\n init_file x\n}", [5]],
  ["track_file f {\n file /run/x\n init_file 3 foo\n}", [5]],
  ["track_file f {\n file /run/x\n init_file overwrite\n}", []],
])("%s is complained of as by the original", (text, exits) => {
  expect(
    parseKeepalived(text, "k")
      .problems.map(({ testExit }) => testExit)
      .sort(),
  ).toEqual(exits);
});
