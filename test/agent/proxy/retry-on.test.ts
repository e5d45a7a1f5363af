import { describe, expect, test } from "vitest";
import { type Event, httpSession, play, settings } from "./script.ts";

type Events = readonly (readonly [number, Event])[];

const get: Event = { client: "GET / HTTP/1.1\r\nHost: x\r\n\r\n" };
const post: Event = { client: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc" };
const busy: Event = { server: "HTTP/1.1 503 Busy\r\nContent-Length: 2\r\n\r\nno" };
const ok: Event = { server: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok" };

function served(lines: readonly string[], events: Events): readonly string[] {
  return play(httpSession(settings(lines)), events);
}

/** A reason, what the server does, and what `retry-on` calls it. */
const failures: readonly (readonly [string, string, Event, number])[] = [
  ["a status", "503", busy, 3],
  ["no answer at all", "empty-response", "server-end", 3],
  ["what is no HTTP", "junk-response", { server: "hello\r\n\r\n" }, 3],
  ["silence", "response-timeout", "time", 4002],
];

describe.each(failures)("%s", (_, reason, failure, atMs) => {
  test("is hidden by another attempt at the same server, body and all", () => {
    const events: Events = [
      [0, post],
      [1, "open"],
      [atMs, failure],
      [atMs + 1, "open"],
      [atMs + 2, ok],
    ];
    expect(served([`retry-on ${reason}`], events)).toEqual([
      "open 0 fresh",
      "to-server POST / HTTP/1.1",
      'to-server "abc"',
      "release",
      "open 0 fresh",
      "to-server POST / HTTP/1.1",
      'to-server "abc"',
      "to-client HTTP/1.1 200 OK",
      'to-client "ok"',
      "release keep",
      "log -- 200 1 POST / HTTP/1.1",
    ]);
  });

  test("with redispatch leads to another server", () => {
    const events: Events = [
      [0, get],
      [1, "open"],
      [atMs, failure],
    ];
    expect(served([`retry-on ${reason}`, "option redispatch"], events).at(-1)).toBe("open 1 fresh");
  });

  test("is told when the attempts are used up, or when it was not named", () => {
    const events: Events = [
      [0, get],
      [1, "open"],
      [atMs, failure],
    ];
    for (const lines of [[`retry-on ${reason}`, "retries 0"], ["retry-on 404 conn-failure"], []]) {
      const log = served(lines, events).find((line) => line.startsWith("log"));
      expect(log).toMatch(/^log (--|SH|PH|sH) 50[234] 0 /);
    }
  });
});

test("a body that is too large to keep is sent once only", () => {
  const large = "x".repeat(20_000);
  const events: Events = [
    [0, { client: `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 20000\r\n\r\n${large}` }],
    [1, "open"],
    [2, busy],
  ];
  expect(served(["retry-on 503"], events).at(-1)).toBe("log -- 503 0 POST / HTTP/1.1");
});

test("a chunked body that was under way goes on where it was", () => {
  const head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  const events: Events = [
    [0, { client: `${head}2\r\nab\r\n` }],
    [1, "open"],
    [2, busy],
    [3, "open"],
    [4, { client: "1\r\nc\r\n0\r\n\r\n" }],
    [5, ok],
  ];
  expect(served(["retry-on 503"], events).slice(5, 9)).toEqual([
    "to-server POST / HTTP/1.1",
    'to-server "2\\r\\nab\\r\\n"',
    'to-server "1\\r\\nc\\r\\n0\\r\\n\\r\\n"',
    "to-client HTTP/1.1 200 OK",
  ]);
});

test("where failed connections are not named, one is enough", () => {
  const events: Events = [
    [0, get],
    [1, "server-error"],
  ];
  expect(served(["retry-on 503"], events).at(-1)).toBe("log SC 503 0 GET / HTTP/1.1");
});

describe("http-reuse", () => {
  const twice: Events = [
    [0, get],
    [1, "open"],
    [2, ok],
    [3, get],
  ];
  test.each([
    ["never", ["open 0 fresh", "open 1 fresh"]],
    ["safe", ["open 0 fresh", "open 1"]],
    ["aggressive", ["open 0 fresh", "open 1"]],
    ["always", ["open 0", "open 1"]],
  ])("%s", (mode, opens) => {
    const lines = served([`http-reuse ${mode}`], twice);
    expect(lines.filter((line) => line.startsWith("open"))).toEqual(opens);
  });
});
