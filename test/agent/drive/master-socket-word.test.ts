import { expect, test } from "vitest";
import { parseMasterSocket } from "../../../agent/drive/master/master-socket-word.ts";

test.each([
  ["/run/master.sock", { address: { kind: "path", path: "/run/master.sock" }, level: "admin" }],
  [
    "unix@/run/master.sock,level,operator,mode,600,user,haproxy",
    {
      address: { kind: "path", path: "/run/master.sock" },
      level: "operator",
      mode: 0o600,
      user: "haproxy",
    },
  ],
  ["127.0.0.1:9999", { address: { kind: "tcp", host: "127.0.0.1", port: 9999 }, level: "admin" }],
  ["fd@7", { address: { kind: "descriptor", descriptor: 7 }, level: "admin" }],
  ["nothing", undefined],
  ["/run/master.sock,level", undefined],
  ["/run/master.sock,level,king", undefined],
  ["/run/master.sock,mode,999", undefined],
  ["/run/master.sock,colour,red", undefined],
])("-S %s", (text, wanted) => {
  expect(parseMasterSocket(text)).toEqual(wanted);
});
