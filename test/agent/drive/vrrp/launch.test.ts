import { expect, test } from "vitest";
import { type End, launch } from "../../../../agent/drive/vrrp/launch.ts";

const self = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

test.each<readonly [string, readonly string[], End]>([
  ["its exit code", ["/bin/sh", "-c", "exit 7"], { kind: "exit", code: 7 }],
  ["the signal that ended it", ["/bin/sh", "-c", "kill -KILL $$"], { kind: "signal", signal: "SIGKILL" }],
])("tells %s", async (_, argv, expected) => {
  expect(await new Promise((resolve) => launch(argv, self, resolve))).toEqual(expected);
});

test.each([
  ["that is not there", ["/nowhere/program"]],
  ["with more words than the kernel takes", ["/bin/true", "x".repeat(3_000_000)]],
  ["with a zero in a word", ["/bin/true", "a\0b"]],
])("a program %s has ended with an error; nothing is thrown", async (_, argv) => {
  const end = await new Promise<End>((resolve) => launch(argv, self, resolve));
  expect(end.kind).toBe("error");
});
