import { expect, test } from "vitest";
import { setgroupsFilter } from "../../../agent/net/seccomp.ts";

const call = { audit: 0xc000003e, setgroups: 116 };

/** Runs the filter as the kernel does: classic BPF over the call's number and architecture. */
function verdict(number: number, architecture: number): number {
  const view = new DataView(setgroupsFilter(call).buffer);
  const data: Readonly<Record<number, number>> = { 0: number, 4: architecture };
  let held = 0;
  for (let at = 0; at < view.byteLength; at += 8) {
    const [code, value] = [view.getUint16(at, true), view.getUint32(at + 4, true)];
    if (code === 0x20) held = data[value] ?? Number.NaN;
    else if (code === 0x15) at += 8 * view.getUint8(at + (held === value ? 2 : 3));
    else if (code === 0x06) return value;
    else throw new Error(`instruction ${code}`);
  }
  throw new Error("the filter has no end");
}

const allow = 0x7fff0000;
const succeed = 0x00050000;

test.each([
  ["setgroups", 116, call.audit, succeed],
  ["setgid", 106, call.audit, allow],
  ["read", 0, call.audit, allow],
  ["the same number on another architecture", 116, 0x40000003, allow],
])("the filter decides on %s", (_, number, architecture, expected) => {
  expect(verdict(number, architecture)).toBe(expected);
});
