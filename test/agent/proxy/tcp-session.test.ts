import { describe, expect, test } from "vitest";
import { TcpSession } from "../../../agent/proxy/tcp-session.ts";
import { connection, type Event, play, settings } from "./script.ts";

function run(
  events: readonly (readonly [number, Event])[],
  lines: readonly string[] = [],
): readonly string[] {
  const session = new TcpSession(settings(lines), connection, 0);
  const opened = session
    .start(0)
    .map((action) => (action.kind === "open" ? `open ${action.server}` : action.kind));
  return [...opened, ...play(session, events)];
}

describe("a TCP session", () => {
  test("passes bytes both ways, and each side ends by itself", () => {
    const events = [
      [1, "open"],
      [2, { client: "hi" }],
      [3, "client-end"],
      [4, { server: "yo" }],
      [5, "server-end"],
    ] as const;
    expect(run(events)).toEqual([
      "open 0",
      'to-server "hi"',
      "end-server",
      'to-client "yo"',
      "end-client",
      "leave-queue",
      "release",
      "log -- -1 0 <BADREQ>",
      "close-client",
    ]);
  });

  test("keeps what came before the server was there, and does not read more", () => {
    expect(
      run([
        [1, { client: "early" }],
        [2, "open"],
      ]),
    ).toEqual(["open 0", "hold-client", 'to-server "early"', "read-client"]);
  });

  test.each([
    ["retries 0", [[1, "server-error"]], "log SC -1 0 <BADREQ>"],
    ["retries 0", [[1000, "time"]], "log sC -1 0 <BADREQ>"],
    [
      "retries 0",
      [
        [1, "open"],
        [2, "server-error"],
      ],
      "log SD -1 0 <BADREQ>",
    ],
    [
      "retries 0",
      [
        [1, "open"],
        [2, "client-error"],
      ],
      "log CD -1 0 <BADREQ>",
    ],
    [
      "retries 0",
      [
        [1, "open"],
        [4001, "time"],
      ],
      "log sD -1 0 <BADREQ>",
    ],
  ] as const)("%s and %j", (line, events, log) => {
    expect(run(events, [line]).at(-2)).toBe(log);
  });
});

describe("a TCP session whose rules look into bytes", () => {
  const sniff = [
    "tcp-request inspect-delay 500ms",
    "tcp-request content reject if { req.payload(0,3) -m str bad }",
    "tcp-request content accept if { req.len ge 4 }",
  ];
  const answers = [
    "tcp-response inspect-delay 500ms",
    "tcp-response content reject if { res.payload(0,3) -m str bad }",
    "tcp-response content close if { res.payload(0,3) -m str end }",
  ];

  test.each([
    [
      "waits until a rule holds",
      [
        [1, { client: "ab" }],
        [2, { client: "cd" }],
      ],
      ["hold-client", "open 0 fresh"],
    ],
    [
      "sends all that has come to the server",
      [
        [1, { client: "ab" }],
        [2, { client: "cd" }],
        [3, "open"],
      ],
      ["hold-client", "open 0 fresh", 'to-server "abcd"', "read-client"],
    ],
    [
      "goes on when the delay is over",
      [
        [499, "time"],
        [500, "time"],
      ],
      ["open 0 fresh"],
    ],
    [
      "goes on when the client ends",
      [
        [1, { client: "ab" }],
        [2, "client-end"],
      ],
      ["hold-client", "open 0 fresh"],
    ],
    [
      "is refused",
      [
        [1, { client: "ba" }],
        [2, { client: "d" }],
      ],
      ["leave-queue", "release", "log PR -1 0 <BADREQ>", "close-client"],
    ],
    [
      "ends when the client breaks off",
      [[1, "client-error"]],
      ["leave-queue", "release", "log CR -1 0 <BADREQ>", "close-client"],
    ],
  ] as const)("%s", (_, events, actions) => {
    expect(run(events, sniff)).toEqual(actions);
  });

  test.each([
    ["pass", ["no", "t"], ['to-client "not"']],
    ["are refused", ["ba", "d"], ["leave-queue", "release", "log PD -1 0 <BADREQ>", "close-client"]],
    [
      "pass, and are the last",
      ["en", "d"],
      ['to-client "end"', "leave-queue", "release", "log -- -1 0 <BADREQ>", "close-client"],
    ],
  ] as const)("bytes of the server %s", (_, [first, second], actions) => {
    const events = [
      [1, "open"],
      [2, { server: first }],
      [3, { server: second }],
    ] as const;
    expect(run(events, answers)).toEqual(["open 0", ...actions]);
  });

  test("bytes of the server pass when the delay is over", () => {
    const events = [
      [1, "open"],
      [2, { server: "ba" }],
      [501, "time"],
      [502, { server: "d" }],
    ] as const;
    expect(run(events, answers)).toEqual(["open 0", 'to-client "ba"', 'to-client "d"']);
  });
});
