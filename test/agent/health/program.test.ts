import { expect, test } from "vitest";
import { judgeProgram, programCall } from "../../../agent/health/program.ts";

const server = {
  id: 9,
  name: "s2",
  host: "::1",
  port: 9002,
  sessions: 3,
  maximum: 7,
  tls: false,
  protocol: "h1",
} as const;

test("a program is told of the section's first address and of the server, and nothing else", () => {
  const proxy = { id: 3, name: "l1", host: "127.0.0.1", port: 18081 };
  expect(programCall({ command: "/bin/x", path: "", proxy, server })).toEqual({
    words: ["127.0.0.1", "18081", "::1", "9002"],
    environment: {
      HAPROXY_PROXY_ADDR: "127.0.0.1",
      HAPROXY_PROXY_ID: "3",
      HAPROXY_PROXY_NAME: "l1",
      HAPROXY_PROXY_PORT: "18081",
      HAPROXY_SERVER_ADDR: "::1",
      HAPROXY_SERVER_CURCONN: "3",
      HAPROXY_SERVER_ID: "9",
      HAPROXY_SERVER_MAXCONN: "7",
      HAPROXY_SERVER_NAME: "s2",
      HAPROXY_SERVER_PORT: "9002",
      HAPROXY_SERVER_PROTO: "h1",
      HAPROXY_SERVER_SSL: "0",
      PATH: "",
    },
  });
});

test("a backend has no address of its own, a socket's path has no port", () => {
  const proxy = { id: 4, name: "b" };
  const words = (more: { readonly host?: string; readonly port?: number }) =>
    programCall({ command: "/bin/x", path: "/bin", proxy: { ...proxy, ...more }, server }).words.slice(0, 2);
  expect(words({})).toEqual(["NOT_USED", "NOT_USED"]);
  expect(words({ host: "/run/x" })).toEqual(["/run/x", "NOT_USED"]);
});

test("how it ends is how the server is", () => {
  expect(judgeProgram({ kind: "ended", code: 0 })).toEqual({ passed: true, status: "program-ok", code: 0 });
  expect(judgeProgram({ kind: "ended", code: -1 })).toMatchObject({ passed: false, code: -1 });
  expect(judgeProgram({ kind: "late" })).toMatchObject({ passed: false, status: "program-timeout" });
});
