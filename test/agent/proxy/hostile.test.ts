import { describe, expect, test } from "vitest";
import { httpSession, play, settings } from "./script.ts";

const get = { client: "GET / HTTP/1.1\r\nHost: x\r\n\r\n" };
const ok = { server: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok" };

describe("hostile ends", () => {
  const upgrade = "Connection: upgrade\r\nUpgrade: x\r\n";
  const switched = { server: `HTTP/1.1 101 Switching Protocols\r\n${upgrade}\r\n` };
  const upload = { client: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" };
  const begun = { server: "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab" };

  test("a server that changes the protocol unasked gets no tunnel", () => {
    expect(
      play(httpSession(), [
        [0, get],
        [1, "open"],
        [2, switched],
      ]).at(-1),
    ).toBe("log PH 502 0 GET / HTTP/1.1");
  });

  test("a bad chunk behind the begin of the response breaks off, and puts nothing into the response", () => {
    expect(
      play(httpSession(), [
        [0, upload],
        [1, "open"],
        [2, begun],
        [3, { client: "zz\r\n" }],
      ]).slice(-4),
    ).toEqual(["leave-queue", "release", "log PD 200 0 POST / HTTP/1.1", "close-client"]);
  });

  test("a request's body stays framed until its end, also when the tunnel is there before", () => {
    const ask = { client: `POST / HTTP/1.1\r\nHost: x\r\n${upgrade}Content-Length: 3\r\n\r\na` };
    expect(
      play(httpSession(), [
        [0, ask],
        [1, "open"],
        [2, switched],
        [3, { client: "bcRAW" }],
      ]).slice(-1),
    ).toEqual(['to-server "bcRAW"']);
  });

  test("thousands of interim responses in one piece pass", () => {
    const server = { server: `${"HTTP/1.1 100 C\r\n\r\n".repeat(20_000)}${ok.server}` };
    const actions = play(httpSession(), [
      [0, get],
      [1, "open"],
      [2, server],
    ]);
    expect(actions.length).toBe(2 + 20_000 + 4);
    expect(actions.at(-1)).toBe("log -- 200 0 GET / HTTP/1.1");
  });

  test("a client that does not read gets nothing further served until it does, or until its time is over", () => {
    const session = httpSession();
    play(session, [
      [0, { client: get.client.repeat(3) }],
      [1, "open"],
    ]);
    session.onClientBlocked(true, 2);
    expect(play(session, [[3, ok]]).at(-1)).toBe("log -- 200 0 GET / HTTP/1.1");
    expect(session.wakeAtMs).toBe(5002);
    expect(play(session, [[4, { client: get.client.repeat(1000) }]])).toEqual(["hold-client"]);
    expect(session.onClientBlocked(false, 5).map((action) => action.kind)).toEqual(["open"]);
    session.onClientBlocked(true, 6);
    play(session, [
      [7, "open"],
      [8, ok],
    ]);
    expect(play(session, [[5006, "time"]])).toEqual(["close-client", "read-client"]);
  });

  test("who half-closes while blocked still gets the rest", () => {
    const session = httpSession();
    play(session, [
      [0, { client: get.client.repeat(2) }],
      [1, "open"],
    ]);
    session.onClientBlocked(true, 2);
    play(session, [
      [3, ok],
      [4, "client-end"],
    ]);
    session.onClientBlocked(false, 5);
    const rest = play(session, [
      [6, "open"],
      [7, ok],
    ]);
    expect(rest.slice(-2)).toEqual(["log -- 200 0 GET / HTTP/1.1", "close-client"]);
  });

  test("while the daemon ends softly each connection closes behind its response", () => {
    const of = settings();
    const session = httpSession(of);
    play(session, [
      [0, get],
      [1, "open"],
    ]);
    of.drain.active = true;
    play(session, [[2, ok]]);
    expect(session.busy).toBe(false);
    expect(
      play(session, [
        [3, get],
        [4, "open"],
        [5, ok],
      ]).at(-1),
    ).toBe("close-client");
  });

  test("a client that may not send on, since the server does not read, is not blamed for it", () => {
    const of = settings(["timeout server 9s"]);
    const session = httpSession(of);
    play(session, [
      [0, { client: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab" }],
      [1, "open"],
    ]);
    expect(session.wakeAtMs).toBe(5001);
    session.onServerBlocked(true, 2);
    expect(session.wakeAtMs).toBe(9002);
    session.onServerBlocked(false, 3);
    expect(session.wakeAtMs).toBe(5003);
  });
});
