import { expect, test } from "vitest";
import { advertFrom, instance } from "./instance.ts";
import { run, started } from "./run.ts";

const announcements = (lines: string, untilS: number, events = {}) =>
  run(instance(`priority 100\n ${lines}`), { 0: started, ...events }, untilS).lines.filter((line) =>
    line.includes("announce"),
  );

// Master at 3.609 s.
test.each([
  ["as the original does", "", ["3.609 announce 5", "8.609 announce 5"]],
  [
    "with garp_master_delay and _repeat",
    "garp_master_delay 2\n garp_master_repeat 1",
    ["3.609 announce 1", "5.609 announce 1"],
  ],
  ["without a second round", "garp_master_delay 0", ["3.609 announce 5"]],
  [
    "and reminded of",
    "garp_master_delay 0\n garp_master_refresh 3\n garp_master_refresh_repeat 2",
    ["3.609 announce 5", "6.609 announce 2", "9.609 announce 2"],
  ],
])("addresses are announced %s", (_, lines, expected) => {
  expect(announcements(lines, 12)).toEqual(expected);
});

test.each([
  ["as often as a new master", "", ["11.000 announce 5", "16.000 announce 5"]],
  [
    "as garp_lower_prio_… says",
    "garp_lower_prio_delay 1\n garp_lower_prio_repeat 2",
    ["11.000 announce 2", "12.000 announce 2"],
  ],
  ["not at all", "garp_lower_prio_repeat 0", []],
])("a weaker master is answered with announcements %s", (_, lines, expected) => {
  const weaker = advertFrom("192.168.1.12", instance("priority 50"), 50);
  expect(
    announcements(lines, 20, { 11: weaker })
      .filter((line) => line >= "1")
      .filter((line) => Number(line.split(" ")[0]) > 10),
  ).toEqual(expected);
});
