import { expect, test } from "vitest";
import { parseArguments } from "../../../agent/drive/daemon-arguments.ts";

const plain = {
  files: [],
  check: false,
  daemon: false,
  foreground: false,
  quiet: false,
  help: false,
  strict: false,
  replaced: [],
  replacedBy: "SIGUSR1",
  masterSockets: [],
};

test.each([
  ["-d -f a -f b", { foreground: true, files: ["a", "b"] }],
  ["-W -x /run/s.sock -f a", { master: "plain", giver: "/run/s.sock", files: ["a"] }],
  ["-Ws -f a", { master: "systemd", files: ["a"] }],
  ["-p x -- a b", { pidFile: "x", files: ["a", "b"] }],
  ["-sf 12 13 -f a", { replaced: [12, 13], files: ["a"] }],
  ["-f a -st 12", { replaced: [12], replacedBy: "SIGTERM", files: ["a"] }],
  ["-f a -sf", { files: ["a"] }],
  [
    "-L me -C /etc -n 5 -N 6 -m 7",
    {
      peerName: "me",
      directory: "/etc",
      maxConnections: 5,
      frontendConnections: 6,
    },
  ],
  [
    "-dM -dMno-merge -dK -dKall -de -dp -dS -dG -dR -dL -dr -dV -dD -dW -db",
    { foreground: true, strict: true },
  ],
  ["-vv", { version: "long" }],
  [
    "-W -S /run/m.sock,level,user -f a",
    {
      master: "plain",
      files: ["a"],
      masterSockets: [{ address: { kind: "path", path: "/run/m.sock" }, level: "user" }],
    },
  ],
  ["-S nowhere", { bad: "-S" }],
  ["-Z", { bad: "-Z" }],
  ["-n many", { bad: "-n" }],
  ["-p", { bad: "-p" }],
])("%s", (line, expected) => {
  expect(parseArguments(line.split(" "))).toEqual({ ...plain, ...expected });
});

test("a condition is one argument, blanks and all", () => {
  expect(parseArguments(["-cc", "defined(X) && !defined(Y)"]).condition).toBe("defined(X) && !defined(Y)");
});
