import { expect, test } from "vitest";
import { addressEvent } from "../../../lab/observe/address-watch.ts";

const cases: readonly [what: string, line: string, event: object | undefined][] = [
  [
    "an address that comes",
    "[2026-11-21T07:57:19.638004] 3: eth0    inet 192.168.1.100/24 scope global eth0\\       valid_lft forever",
    { atMs: Date.UTC(2026, 10, 21, 7, 57, 19) + 638.004, action: "add", address: "192.168.1.100/24" },
  ],
  [
    "one that goes",
    "[2026-11-21T07:57:19.639084] Deleted 3: eth0    inet 192.168.1.100/24 scope global eth0\\       valid_lft forever",
    { atMs: Date.UTC(2026, 10, 21, 7, 57, 19) + 639.084, action: "remove", address: "192.168.1.100/24" },
  ],
  [
    "one that is there already, without a stamp",
    "2: eth0    inet 192.168.1.101/24 brd 192.168.1.255 scope global eth0\\       valid_lft forever",
    { atMs: 0, action: "add", address: "192.168.1.101/24" },
  ],
  ["the loopback address", "1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever", undefined],
  ["something else", "Dump terminated", undefined],
];

test.each(cases)("reads %s", (_, line, event) => {
  const expected = event && { node: "lb1", kind: "address", device: "eth0", ...event };
  expect(addressEvent(line, "lb1", 0)).toEqual(expected);
});
