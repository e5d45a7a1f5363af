import fc from "fast-check";
import { expect, test } from "vitest";
import { checksum } from "../../../agent/base/checksum.ts";
import { echoNumber, encodeEcho } from "../../../lab/probe/echo.ts";
import { readHead } from "../../../lab/probe/http-head.ts";
import { nextPace, startPace } from "../../../lab/probe/pace.ts";
import { Pending } from "../../../lab/probe/pending.ts";

test("deadlines do not drift, however late each probe is sent", () => {
  const delays = fc.array(fc.double({ min: 0, max: 0.9, noNaN: true }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(delays, (list) => {
      let pace = startPace(1000, 100);
      for (const delay of list) pace = nextPace(pace, pace.dueMs + delay);
      expect(pace.dueMs).toBeCloseTo(100 + list.length, 6);
    }),
  );
});

test("deadlines that passed are skipped, not caught up", () => {
  const pace = nextPace(startPace(1000, 100), 107.3);
  expect(pace.dueMs).toBe(108);
});

function pending(): Pending {
  return new Pending({ node: "client", probe: "vip", deadlineMs: 100, secondMs: 20, graceMs: 50 });
}

test("an answered probe is told once no second answer can be expected", () => {
  const probes = pending();
  probes.sent(1, 10, 10.1);
  probes.answered(1, 10.3, "lb1");
  expect(probes.take(20)).toEqual([]);
  expect(probes.take(31)).toEqual([
    { atMs: 10.1, node: "client", kind: "probe", probe: "vip", dueMs: 10, replyMs: 10.3, by: "lb1" },
  ]);
  expect(probes.size).toBe(0);
});

test("a second node's answer is kept beside the first; the same node's duplicate is not", () => {
  const probes = pending();
  probes.sent(1, 10, 10);
  for (const by of ["lb1", "lb1", "lb2"]) probes.answered(1, 11, by);
  expect(probes.take(40)).toMatchObject([{ by: "lb1", alsoBy: "lb2" }]);
});

test.each([
  ["lost", undefined, { replyMs: null }],
  ["late", 120, { replyMs: null, lateMs: 120, by: "lb1" }],
])("after deadline and grace: %s", (_, answerMs, expected) => {
  const probes = pending();
  probes.sent(1, 10, 10);
  if (answerMs !== undefined) probes.answered(1, answerMs, "lb1");
  expect(probes.take(100)).toEqual([]);
  expect(probes.take(170)).toMatchObject([expected]);
});

test("a probe that could not be sent is told at once, with the reason", () => {
  const probes = pending();
  probes.sent(1, 10, 10);
  probes.failed(1, "ENETUNREACH");
  expect(probes.take(10)).toMatchObject([{ replyMs: null, error: "ENETUNREACH" }]);
});

/** An Ethernet frame with a minimal IPv4 header before `icmp`. */
function frame(icmp: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(34 + icmp.length);
  bytes[14] = 0x45;
  bytes.set(icmp, 34);
  return bytes;
}

test("the reply to an echo request tells its number, to its asker only", () => {
  fc.assert(
    fc.property(fc.nat(0xffff), fc.nat(0xffffffff), (identifier, number) => {
      const message = encodeEcho(identifier, number);
      expect(checksum(message)).toBe(0);
      message[0] = 0;
      expect(echoNumber(frame(message), identifier)).toBe(number);
      expect(echoNumber(frame(message), identifier ^ 1)).toBeUndefined();
    }),
  );
});

test("reading a reply never throws on random bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(() => echoNumber(bytes, 7)).not.toThrow();
    }),
  );
});

const heads: readonly (readonly [string, string, object | undefined])[] = [
  [
    "whole",
    "HTTP/1.1 200 OK\r\nX-Server: app1\r\nContent-Length: 5\r\n\r\n",
    { status: 200, server: "app1", bodyBytes: 5 },
  ],
  ["without length", "HTTP/1.0 503 No\r\n\r\n", { status: 503 }],
  ["other case", "HTTP/1.1 200 OK\r\nx-server:app2\r\n\r\n", { status: 200, server: "app2" }],
  ["no HTTP", "hello\r\n\r\n", { status: 0 }],
  ["incomplete", "HTTP/1.1 200 OK\r\nX-Server", undefined],
];

test.each(heads)("a response head: %s", (_, text, expected) => {
  const head = readHead(text);
  if (expected === undefined) expect(head).toBeUndefined();
  else expect(head).toEqual({ ...expected, headBytes: text.length });
});
