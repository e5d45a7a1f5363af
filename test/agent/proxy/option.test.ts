import { describe, expect, test } from "vitest";
import { latin1, latin1Bytes } from "../../../agent/http/bytes.ts";
import { type Event, httpSession, play, settings } from "./script.ts";

const get: Event = { client: "GET / HTTP/1.1\r\nHost: x\r\n\r\n" };
const ok: Event = { server: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok" };
const post = (more: string, body: string): Event => ({
  client: `POST / HTTP/1.1\r\nHost: x\r\n${more}Content-Length: 6\r\n\r\n${body}`,
});

describe("option http-buffer-request", () => {
  const buffered = () => httpSession(settings(["option http-buffer-request"]));

  test("asks a server when the body is here, and sends all of it", () => {
    const session = buffered();
    expect(play(session, [[0, post("", "abc")]])).toEqual([]);
    expect(play(session, [[1, { client: "defNEXT" }]])).toEqual(["open 0 fresh"]);
    expect(play(session, [[2, "open"]])).toEqual(["to-server POST / HTTP/1.1", 'to-server "abcdef"']);
  });

  test("does not wait for more than there is room for", () => {
    const session = buffered();
    const head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 40000\r\n\r\n";
    expect(play(session, [[0, { client: head + "x".repeat(15_000) }]])).toEqual([]);
    expect(play(session, [[1, { client: "x".repeat(1000) }]])).toEqual(["open 0 fresh"]);
    const sent = session.onServerOpen(false, 2);
    const bytes = sent.reduce((sum, action) => sum + ("bytes" in action ? action.bytes.length : 0), 0);
    expect(bytes).toBe(head.length + 16_000);
  });

  test("tells the client to go on, and not the server to do so", () => {
    const session = buffered();
    expect(play(session, [[0, post("Expect: 100-continue\r\n", "")]])).toEqual([
      "to-client HTTP/1.1 100 Continue",
    ]);
    session.onClientData(latin1Bytes("abcdef"), 1);
    const [sent] = session.onServerOpen(false, 2);
    expect(sent && "bytes" in sent && latin1(sent.bytes)).toBe(
      "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 6\r\n\r\nabcdef",
    );
  });

  test.each([
    ["that never comes", 3000, "time", "log cR 408 0 POST / HTTP/1.1"],
    ["whose client leaves", 1, "client-end", "log CR -1 0 POST / HTTP/1.1"],
  ] as const)("a body %s", (_, atMs, event, log) => {
    const session = buffered();
    play(session, [[0, post("", "abc")]]);
    expect(play(session, [[atMs, event]])).toContain(log);
  });

  test("a body in bad chunks never reaches a server", () => {
    const head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    const actions = play(buffered(), [[0, { client: `${head}3\r\nabcX` }]]);
    expect(actions).toContain("log PR 400 0 <BADREQ>");
    expect(actions.some((line) => line.startsWith("open"))).toBe(false);
  });
});

describe("what servers and clients are told besides", () => {
  const head = (session: ReturnType<typeof httpSession>): string => {
    session.onClientData(latin1Bytes("GET / HTTP/1.1\r\nHost: x\r\nX-Name: mine\r\n\r\n"), 0);
    const [sent] = session.onServerOpen(false, 1);
    return sent && "bytes" in sent ? latin1(sent.bytes) : "";
  };

  test("the name of the server in place of what the client says", () => {
    expect(head(httpSession(settings(["http-send-name-header X-Name"])))).toBe(
      "GET / HTTP/1.1\r\nhost: x\r\nx-name: s1\r\n\r\n",
    );
  });

  test("names of headers in another case", () => {
    const front = settings();
    const nameCases = new Map([["host", "HOST"]]);
    Object.assign(front.state.config, { nameCases });
    expect(head(httpSession(front))).toBe("GET / HTTP/1.1\r\nHOST: x\r\nx-name: mine\r\n\r\n");
  });
});

describe("rules that look into a body", () => {
  const ret =
    'http-request return status 200 content-type text/plain string "<body>" if { req.body_param(a) bcd }';
  const body = (text: string): Event => ({
    client: `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n${text}`,
  });

  test.each([
    ["what has come with the head", [], [[0, body("a=bcd")]], "HTTP/1.1 200 OK"],
    [
      "no more than has come",
      [],
      [
        [0, body("a=")],
        [1, { client: "bcd" }],
      ],
      "open 0 fresh",
    ],
    [
      "all of it, where a rule waits",
      ["http-request wait-for-body time 1s"],
      [
        [0, body("a=")],
        [1, { client: "bcd" }],
      ],
      "HTTP/1.1 200 OK",
    ],
    [
      "as much as a rule waits for",
      ["http-request wait-for-body time 1s at-least 2"],
      [
        [0, body("a")],
        [1, { client: "=" }],
      ],
      "open 0 fresh",
    ],
    [
      "what never comes",
      ["http-request wait-for-body time 1s"],
      [
        [0, body("a=")],
        [1000, "time"],
      ],
      "log cR 408 0",
    ],
    [
      "all of it, with the option",
      ["option http-buffer-request"],
      [
        [0, body("a=")],
        [1, { client: "bcd" }],
      ],
      "HTTP/1.1 200 OK",
    ],
    [
      "what came before the client ended",
      ["option http-buffer-request", "http-request deny if { req.body -m str a= }"],
      [
        [0, body("a=")],
        [1, "client-end"],
      ],
      "HTTP/1.1 403 Forbidden",
    ],
  ] as const)("see %s", (_, lines, events, seen) => {
    const actions = play(httpSession(settings([...lines, ret])), events);
    expect(actions.some((line) => line.includes(seen))).toBe(true);
  });

  test("the body that was waited for is sent once, and the connection stays", () => {
    const session = httpSession(settings(["http-request wait-for-body time 1s"]));
    expect(
      play(session, [
        [0, body("a=")],
        [1, { client: "bcdGET / HTTP/1.1\r\nHost: x\r\n\r\n" }],
      ]),
    ).toEqual(["open 0 fresh"]);
    expect(play(session, [[2, "open"]])).toEqual(["to-server POST / HTTP/1.1", 'to-server "a=bcd"']);
    expect(play(session, [[3, ok]]).at(-1)).toBe("open 1");
  });
});

describe("option http-pretend-keepalive", () => {
  test("a server is not told that its connection will be closed", () => {
    const session = httpSession(settings(["option http-server-close", "option http-pretend-keepalive"]));
    session.onClientData(latin1Bytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), 0);
    const [sent] = session.onServerOpen(false, 1);
    expect(sent && "bytes" in sent && latin1(sent.bytes)).toBe("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
    expect(play(session, [[2, ok]])).toContain("release");
  });
});

describe("a request with a body", () => {
  const twice: readonly (readonly [number, Event])[] = [
    [0, get],
    [1, "open"],
    [2, ok],
    [3, post("", "abcdef")],
  ];

  test("uses a kept connection too", () => {
    expect(play(httpSession(), twice).at(-1)).toBe("open 1");
  });

  test("that meets a connection closed meanwhile is left to the client: nobody knows whether it was seen", () => {
    const session = httpSession();
    play(session, [...twice, [4, "reused"]]);
    expect(play(session, [[5, "server-end"]])).toEqual(["release", "close-client"]);
  });
});
