import { describe, expect, test } from "vitest";
import { TcpSession } from "../../../agent/proxy/tcp-session.ts";
import { tunnelLimit } from "../../../agent/proxy/tunnel-time.ts";
import { connection, type Event, httpSession, play, settings } from "./script.ts";

const both = { clientEnded: false, serverEnded: false };

describe("the limit of a tunnel", () => {
  test.each([
    ["without any", {}, {}, both, undefined],
    ["client and server", { clientMs: 5 }, { serverMs: 4 }, both, { limitMs: 4, who: "s" }],
    ["tunnel above both", { clientMs: 5 }, { serverMs: 4, tunnelMs: 9 }, both, { limitMs: 9, who: "c" }],
    [
      "a client that has ended",
      { clientMs: 1 },
      { serverMs: 4, serverFinMs: 2 },
      { clientEnded: true, serverEnded: false },
      { limitMs: 2, who: "s" },
    ],
    [
      "a server that has ended, in a tunnel",
      { clientMs: 5 },
      { tunnelMs: 9 },
      { clientEnded: false, serverEnded: true },
      { limitMs: 9, who: "c" },
    ],
    [
      "a server that has ended, with client-fin",
      { clientMs: 5, clientFinMs: 1 },
      { tunnelMs: 9 },
      { clientEnded: false, serverEnded: true },
      { limitMs: 1, who: "c" },
    ],
  ] as const)("%s", (_, front, back, stance, expected) => {
    expect(tunnelLimit(front, back, stance)).toEqual(expected);
  });
});

const lines = ["timeout tunnel 1m", "timeout server-fin 700"];
const upgrade = "Connection: upgrade\r\nUpgrade: x\r\n";
const opening: readonly (readonly [number, Event])[] = [
  [0, { client: `GET / HTTP/1.1\r\nHost: x\r\n${upgrade}\r\n` }],
  [1, "open"],
  [2, { server: `HTTP/1.1 101 Switching Protocols\r\n${upgrade}\r\n` }],
];

test("an upgraded connection lives by timeout tunnel, then by timeout server-fin", () => {
  const session = httpSession(settings(lines));
  play(session, opening);
  expect(session.wakeAtMs).toBe(60_002);
  play(session, [[10, { client: "a" }]]);
  expect(session.wakeAtMs).toBe(60_010);
  play(session, [[20, "client-end"]]);
  expect(session.wakeAtMs).toBe(720);
  expect(play(session, [[720, "time"]])).toContain("log sD 101 0 GET / HTTP/1.1");
});

test("so does a connection in mode tcp", () => {
  const session = new TcpSession(settings(lines), connection, 0);
  session.start(0);
  play(session, [[1, "open"]]);
  expect(session.wakeAtMs).toBe(60_001);
  play(session, [[5, "client-end"]]);
  expect(session.wakeAtMs).toBe(705);
  expect(play(session, [[705, "time"]]).some((line) => line.startsWith("log sD"))).toBe(true);
});
