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
