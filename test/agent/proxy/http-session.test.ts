import { describe, expect, test } from "vitest";
import { latin1, latin1Bytes } from "../../../agent/http/bytes.ts";
import { httpSession, play, settings } from "./script.ts";

const get = { client: "GET / HTTP/1.1\r\nHost: x\r\n\r\n" };
const getting = "to-server GET / HTTP/1.1";
const ok = { server: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok" };

describe("a request and its response", () => {
  test("pass, and both connections stay", () => {
    expect(
      play(httpSession(), [
        [0, get],
        [1, "open"],
        [2, ok],
        [3, get],
        [3, "reused"],
        [4, ok],
      ]),
    ).toEqual([
      "open 0 fresh",
      getting,
      "to-client HTTP/1.1 200 OK",
      'to-client "ok"',
      "release keep",
      "log -- 200 0 GET / HTTP/1.1",
      "open 1",
      getting,
      "to-client HTTP/1.1 200 OK",
      'to-client "ok"',
      "release keep",
      "log -- 200 0 GET / HTTP/1.1",
    ]);
  });

  test("http-server-close closes the server's side after each response", () => {
    const actions = play(httpSession(settings(["option http-server-close"])), [
      [0, get],
      [1, "open"],
      [2, ok],
    ]);
    expect(actions.slice(-2)).toEqual(["release", "log -- 200 0 GET / HTTP/1.1"]);
  });

  test("httpclose closes both", () => {
    const actions = play(httpSession(settings(["option httpclose"])), [
      [0, get],
      [1, "open"],
      [2, ok],
    ]);
    expect(actions.slice(-3)).toEqual(["release", "log -- 200 0 GET / HTTP/1.1", "close-client"]);
  });

  test("pipelined requests are served one after the other", () => {
    const both = { client: `${get.client}GET /2 HTTP/1.1\r\nHost: x\r\n\r\n` };
    expect(
      play(httpSession(), [
        [0, both],
        [1, "open"],
        [2, ok],
        [3, "open"],
      ]),
    ).toEqual([
      "open 0 fresh",
      getting,
      "to-client HTTP/1.1 200 OK",
      'to-client "ok"',
      "release keep",
      "log -- 200 0 GET / HTTP/1.1",
      "open 1",
      "to-server GET /2 HTTP/1.1",
    ]);
  });

  test("a body waits for the server, then streams; chunked stays chunked", () => {
    const head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    const events = [
      [0, { client: `${head}2\r\nab\r\n` }],
      [1, "open"],
      [2, { client: "1\r\nc\r\n0\r\n\r\n" }],
    ] as const;
    expect(play(httpSession(), events)).toEqual([
      "open 0 fresh",
      "to-server POST / HTTP/1.1",
      'to-server "2\\r\\nab\\r\\n"',
      'to-server "1\\r\\nc\\r\\n0\\r\\n\\r\\n"',
    ]);
  });

  test("interim responses pass, the final one ends the exchange", () => {
    const server = { server: "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n" };
    expect(
      play(httpSession(), [
        [0, get],
        [1, "open"],
        [2, server],
      ]).slice(2),
    ).toEqual([
      "to-client HTTP/1.1 100 Continue",
      "to-client HTTP/1.1 204 No Content",
      "release keep",
      "log -- 204 0 GET / HTTP/1.1",
    ]);
  });

  test("a response that ends with the connection ends the client's too", () => {
    const events = [
      [0, get],
      [1, "open"],
      [2, { server: "HTTP/1.0 200 OK\r\n\r\nab" }],
      [3, "server-end"],
    ] as const;
    expect(play(httpSession(), events).slice(2)).toEqual([
      "to-client HTTP/1.0 200 OK",
      'to-client "ab"',
      "release",
      "log -- 200 0 GET / HTTP/1.1",
      "close-client",
    ]);
  });

  describe("an early response to an unfinished upload", () => {
    const upload = { client: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc" };
    const early = [
      [0, upload],
      [1, "open"],
      [2, ok],
    ] as const;

    test("passes, and so does the rest of the upload, before both connections serve again", () => {
      const session = httpSession();
      expect(play(session, early).slice(-2)).toEqual(["to-client HTTP/1.1 200 OK", 'to-client "ok"']);
      expect(play(session, [[3, { client: `defghi${get.client}` }]])).toEqual([
        'to-server "defghi"',
        "release keep",
        "log -- 200 0 POST / HTTP/1.1",
        "open 1",
      ]);
    });

    test("of a server that closes is read to its end all the same, and dropped", () => {
      const session = httpSession();
      play(session, early);
      expect(play(session, [[3, "server-end"]])).toEqual(["release"]);
      expect(play(session, [[4, { client: `defghi${get.client}` }]])).toEqual([
        "release",
        "log -- 200 0 POST / HTTP/1.1",
        "open 1",
      ]);
    });

    test("is given up when the client stalls, or leaves", () => {
      const session = httpSession();
      play(session, early);
      expect(session.wakeAtMs).toBe(5001);
      expect(play(session, [[5001, "time"]])).toContain("log cD 200 0 POST / HTTP/1.1");
      const other = httpSession();
      play(other, early);
      expect(play(other, [[3, "client-end"]])).toContain("log CD 200 0 POST / HTTP/1.1");
    });
  });

  test("an upgrade is a tunnel from then on, each side ends by itself", () => {
    const ask = { client: "GET / HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n" };
    const switched = {
      server: "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nhi",
    };
    const events = [
      [0, ask],
      [1, "open"],
      [2, switched],
      [3, { client: "yo" }],
      [4, "client-end"],
      [5, { server: "!" }],
      [6, "server-end"],
    ] as const;
    expect(play(httpSession(), events).slice(2)).toEqual([
      "to-client HTTP/1.1 101 Switching Protocols",
      'to-client "hi"',
      'to-server "yo"',
      "end-server",
      'to-client "!"',
      "end-client",
      "log -- 101 0 GET / HTTP/1.1",
      "close-client",
    ]);
  });
});

describe("heads are rewritten", () => {
  const textTo = (kind: string, lines: readonly string[], request: string, response: string) => {
    const session = httpSession(settings(lines));
    const actions = [
      ...session.onClientData(latin1Bytes(request), 0),
      ...session.onServerOpen(false, 1),
      ...session.onServerData(latin1Bytes(response), 2),
    ];
    return actions
      .flatMap((action) => (action.kind === kind && "bytes" in action ? [latin1(action.bytes)] : []))
      .join("");
  };
  const request =
    "GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, X-A\r\nX-A: b\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n";

  test("to the server: X-Forwarded-For behind one that is there, our own connection", () => {
    expect(textTo("to-server", ["option forwardfor"], request, "")).toBe(
      "GET / HTTP/1.1\r\nhost: x\r\nconnection: X-A\r\nx-a: b\r\nx-forwarded-for: 1.2.3.4\r\nx-forwarded-for: 192.0.2.7\r\n\r\n",
    );
    expect(textTo("to-server", ["option http-server-close"], get.client, "")).toBe(
      "GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
    );
    expect(textTo("to-server", [], "GET / HTTP/1.0\r\n\r\n", "")).toBe(
      "GET / HTTP/1.0\r\nconnection: keep-alive\r\n\r\n",
    );
  });

  test.each([
    ["GET / HTTP/1.1\r\nConnection: close\r\n\r\n", "connection: close\r\n"],
    ["GET / HTTP/1.1\r\n\r\n", ""],
    ["GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "connection: keep-alive\r\n"],
    ["GET / HTTP/1.0\r\n\r\n", "connection: close\r\n"],
  ])("to the client of %j", (asked, says) => {
    expect(
      textTo(
        "to-client",
        [],
        asked,
        "HTTP/1.1 204 No\r\nConnection: X-B\r\n\r\n".replace("Connection: X-B\r\n", ""),
      ),
    ).toBe(`HTTP/1.1 204 No\r\n${says}\r\n`);
  });

  test("what could be read in two ways passes on in one", () => {
    const twice =
      "POST / HTTP/1.1\r\nHost: x\r\nHost: X\r\nContent-Length: 2, 2\r\nContent-Length: 2\r\n\r\nab";
    expect(textTo("to-server", [], twice, "")).toBe(
      "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\nab",
    );
    const both =
      "HTTP/1.2 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n";
    expect(textTo("to-client", [], get.client, both)).toBe(
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n",
    );
    expect(textTo("to-client", [], get.client, "HTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\n")).toBe(
      "HTTP/1.1 204 No\r\n\r\n",
    );
  });

  test("an HTTP/1.0 client gets a chunked response plain, up to the end of the connection", () => {
    const response = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n";
    expect(textTo("to-client", [], "GET / HTTP/1.0\r\n\r\n", response)).toBe(
      "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nab",
    );
  });
});

describe("what goes wrong has HAProxy's status and termination", () => {
  const cases = {
    "no request": [[[0, { client: "GE T / HTTP/1.1\r\n\r\n" }]], "PR 400"],
    "conflicting lengths": [
      [[0, { client: "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n" }]],
      "PR 400",
    ],
    "a client that leaves in its head": [
      [
        [0, { client: "GET /" }],
        [1, "client-end"],
      ],
      "CR 400",
    ],
    "a client that never ends its head": [
      [
        [0, { client: "GET /" }],
        [3000, "time"],
      ],
      "cR 408",
    ],
    "a client that never speaks": [[[3000, "time"]], "cR 408"],
    "a server that closes before it answers": [
      [
        [0, get],
        [1, "open"],
        [2, "server-end"],
      ],
      "SH 502",
    ],
    "a server that speaks no HTTP": [
      [
        [0, get],
        [1, "open"],
        [2, { server: "hello\r\n" }],
      ],
      "PH 502",
    ],
    "a server that never answers": [
      [
        [0, get],
        [1, "open"],
        [4001, "time"],
      ],
      "sH 504",
    ],
    "a response cut off": [
      [
        [0, get],
        [1, "open"],
        [2, { server: "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab" }],
        [3, "server-end"],
      ],
      "SD 200",
    ],
    "a response that stalls": [
      [
        [0, get],
        [1, "open"],
        [2, { server: "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab" }],
        [4002, "time"],
      ],
      "sD 200",
    ],
    "a client that leaves in the response": [
      [
        [0, get],
        [1, "open"],
        [2, { server: "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab" }],
        [3, "client-error"],
      ],
      "CD 200",
    ],
    "a client that leaves while it waits": [
      [
        [0, get],
        [1, "open"],
        [2, "client-error"],
      ],
      "CH -1",
    ],
    "a client that leaves before the connection": [
      [
        [0, get],
        [1, "client-error"],
      ],
      "CC -1",
    ],
    "an upload that stalls before a server that is silent for longer than it may": [
      [
        [0, { client: "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nab" }],
        [1, "open"],
        [4001, "time"],
      ],
      "sH 504",
    ],
    "an upload cut off": [
      [
        [0, { client: "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nab" }],
        [1, "open"],
        [2, "client-end"],
      ],
      "CD -1",
    ],
  } as const;
  test.each(Object.entries(cases))("%s", (_, [events, expected]) => {
    const logs = play(httpSession(), events).filter((line) => line.startsWith("log"));
    expect(logs.map((line) => line.split(" ").slice(1, 3).join(" "))).toEqual([expected]);
  });

  test("silence between two requests ends the connection without a word", () => {
    const session = httpSession();
    play(session, [
      [0, get],
      [1, "open"],
      [2, ok],
    ]);
    expect(session.wakeAtMs).toBe(2002);
    expect(play(session, [[2002, "time"]])).toEqual(["close-client"]);
  });

  test("an idle server connection that had closed is replaced without the client noticing", () => {
    const events = [
      [0, get],
      [1, "open"],
      [2, ok],
      [3, get],
      [3, "reused"],
      [4, "server-end"],
      [5, "open"],
      [6, ok],
    ] as const;
    const actions = play(httpSession(), events);
    expect(actions.slice(8)).toEqual([
      "release",
      "open 1 fresh",
      getting,
      "to-client HTTP/1.1 200 OK",
      'to-client "ok"',
      "release keep",
      "log -- 200 0 GET / HTTP/1.1",
    ]);
  });

  test("an errorfile answers in the place of the built-in page; without a length it ends the connection", () => {
    const file = "HTTP/1.0 503 Sorry\nX-A: b\nConnection: close\n\nback soon\n";
    const session = httpSession(
      settings(["errorfile 503 /e", "server s 10.0.0.1:80 weight 0"], new Map([["/e", file]])),
    );
    const actions = session.onClientData(latin1Bytes(get.client), 0);
    const sent = actions.flatMap((action) => (action.kind === "to-client" ? [latin1(action.bytes)] : []));
    expect(sent.join("")).toBe("HTTP/1.0 503 Sorry\r\nx-a: b\r\n\r\nback soon\n");
    expect(actions.at(-1)).toEqual({ kind: "close-client" });
  });
});

describe("on the way to a server", () => {
  test("without redispatch the same server is tried again after a second, then 503", () => {
    const session = httpSession(settings(["retries 2"]));
    const events = [
      [0, get],
      [1, "server-error"],
      [1001, "time"],
      [1002, "server-error"],
      [2002, "time"],
      [2003, "server-error"],
    ] as const;
    expect(play(session, events)).toEqual([
      "open 0 fresh",
      "open 0 fresh",
      "open 0 fresh",
      "release",
      "to-client HTTP/1.1 503 Service Unavailable",
      "log SC 503 2 GET / HTTP/1.1",
    ]);
  });

  test("with redispatch another one is tried at once", () => {
    const session = httpSession(settings(["option redispatch"]));
    expect(
      play(session, [
        [0, get],
        [1, "server-error"],
        [2, "open"],
        [3, ok],
      ]),
    ).toEqual([
      "open 0 fresh",
      "open 1 fresh",
      getting,
      "to-client HTTP/1.1 200 OK",
      'to-client "ok"',
      "release keep",
      "log -- 200 +1 GET / HTTP/1.1",
    ]);
  });

  test("a redispatch leaves out the server that has just failed", () => {
    const of = settings(["option redispatch", "server s1 10.0.0.1:80 weight 5", "server s2 10.0.0.2:80"]);
    expect(
      play(httpSession(of), [
        [0, get],
        [1, "server-error"],
      ]),
    ).toEqual(["open 0 fresh", "open 1 fresh"]);
  });

  test("a server that went down meanwhile is left for the only other one", () => {
    const of = settings(["option redispatch"]);
    const session = httpSession(of);
    play(session, [[0, get]]);
    of.state.pool.setUp(0, false);
    expect(play(session, [[1, "server-error"]])).toEqual(["open 1 fresh"]);
  });

  test("as many waiting requests go on as a server that came up has room for", () => {
    const of = settings(["server s1 10.0.0.1:80 maxconn 2", "server s2 10.0.0.2:80 maxconn 1"]);
    of.state.pool.setUp(0, false);
    const sessions = [1, 2, 3, 4].map(() => httpSession(of));
    const woken: number[] = [];
    sessions.forEach((session, index) => {
      if (!play(session, [[0, get]]).includes("enqueue")) return;
      of.state.enqueue(() => {
        woken.push(index);
        session.onPlace(1);
      });
    });
    of.state.pool.setUp(0, true);
    of.state.wake();
    expect(woken).toEqual([1, 2]);
  });

  test("a connection that takes too long counts as failed", () => {
    const session = httpSession(settings(["retries 0"]));
    expect(
      play(session, [
        [0, get],
        [1000, "time"],
      ]).at(-1),
    ).toBe("log sC 503 0 GET / HTTP/1.1");
  });

  test("with nobody left the answer is 503 at once", () => {
    const of = settings();
    of.state.pool.setUp(0, false);
    of.state.pool.setUp(1, false);
    expect(play(httpSession(of), [[0, get]])).toEqual([
      "release",
      "to-client HTTP/1.1 503 Service Unavailable",
      "log SC 503 0 GET / HTTP/1.1",
    ]);
  });

  test("when all servers are full a request waits for a place, or for its time", () => {
    const of = settings(["timeout queue 500", "server s1 10.0.0.1:80 maxconn 1"]);
    const [first, second, third] = [httpSession(of), httpSession(of), httpSession(of)];
    play(first, [
      [0, get],
      [1, "open"],
    ]);
    expect(play(second, [[2, get]])).toEqual(["enqueue"]);
    expect(
      play(third, [
        [2, get],
        [502, "time"],
      ]).slice(0, 2),
    ).toEqual(["enqueue", "leave-queue"]);
    play(first, [[503, ok]]);
    expect(play(second, [[504, "place"]])).toEqual(["open 0 fresh"]);
  });
});

test("a client that sends far ahead is not read until its turn comes", () => {
  const session = httpSession();
  const actions = play(session, [
    [0, get],
    [1, "open"],
    [2, { client: "G".repeat(20_000) }],
  ]);
  expect(actions.at(-1)).toBe("hold-client");
});
