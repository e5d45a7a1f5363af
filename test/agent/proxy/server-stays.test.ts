import { expect, test } from "vitest";
import { latin1Bytes } from "../../../agent/http/bytes.ts";
import { HttpSession } from "../../../agent/proxy/http-session.ts";
import { connection, httpSession, play, settings } from "./script.ts";

const get = { client: "GET / HTTP/1.1\r\nHost: x\r\n\r\n" };
const post = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n";

/** What becomes of the server's connection behind this response. */
test.each([
  ["a length", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "release keep"],
  ["chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "release keep"],
  ["version 1.0", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", "release"],
  [
    "version 1.0 that stays",
    "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok",
    "release keep",
  ],
  ["the word close", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok", "release"],
  [
    "a length and chunks: who knows where the server believes it ends",
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
    "release",
  ],
  ["more than its length", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n", "release"],
  ["more than none", "HTTP/1.1 204 No Content\r\n\r\nx", "release"],
])("a response with %s", (_, server, wanted) => {
  const actions = play(httpSession(), [
    [0, get],
    [1, "open"],
    [2, { server }],
  ]);
  expect(actions.filter((action) => action.startsWith("release"))).toEqual([wanted]);
});

test("a server that answers early and says close is let go at once, one that stays when the upload is over", () => {
  const early = (server: string) =>
    play(httpSession(), [
      [0, { client: `${post}ab` }],
      [1, "open"],
      [2, { server }],
      [3, { client: "cd" }],
    ]).filter((action) => /^(release|log|close)/.test(action));
  expect(early("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")).toEqual([
    "release",
    "release",
    "log -- 200 0 POST / HTTP/1.1",
  ]);
  expect(early("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")).toEqual([
    "release keep",
    "log -- 200 0 POST / HTTP/1.1",
  ]);
});

test("what a closed connection was read with serves the next one, which sees nothing of it", () => {
  const front = settings();
  const first = new HttpSession(front, { ...connection, shownVersion: "HTTP/2.0" }, 0);
  const secret = `GET /secret HTTP/1.1\r\nHost: a\r\nX-Secret: ${"s".repeat(300)}\r\n\r\n`;
  first.onClientData(latin1Bytes(secret), 0);
  first.onClientEnd(1);
  first.onClientError(2);
  first.onClientError(3);
  const next = new HttpSession(front, connection, 4);
  expect(
    play(next, [
      [5, get],
      [6, "open"],
      [7, { server: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok" }],
    ]),
  ).toEqual([
    "open 1 fresh",
    "to-server GET / HTTP/1.1",
    "to-client HTTP/1.1 200 OK",
    'to-client "ok"',
    "release keep",
    "log -- 200 0 GET / HTTP/1.1",
  ]);
});
