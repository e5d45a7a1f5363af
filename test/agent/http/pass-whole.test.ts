import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { latin1, latin1Bytes } from "../../../agent/http/bytes.ts";
import { writeRequest, writeResponse } from "../../../agent/http/head-writer.ts";
import { OutBuffer } from "../../../agent/http/out-buffer.ts";
import { RequestScan } from "../../../agent/http/request-scan.ts";
import { ResponseScan } from "../../../agent/http/response-scan.ts";

const forwarded = latin1Bytes("x-forwarded-for: 192.0.2.7\r\n");
const line = fc.constantFrom(
  "Host: x",
  "Server: nginx",
  "Content-Length: 2",
  "content-length: 2, 2",
  "Connection: keep-alive",
  "Connection: close, x-a",
  "X-A:one",
  "X-B:  two ",
  "x-c:",
  `x-long: ${"y".repeat(900)}`,
  "Accept: */*",
);
const fields = fc.array(line, { maxLength: 6 }).map((lines) => lines.map((one) => `${one}\r\n`).join(""));

/** Piece by piece: nothing is read where it came, and nothing leaves from there. */
function slowly<Scan extends RequestScan | ResponseScan>(scan: Scan, bytes: Uint8Array): Scan {
  for (const byte of bytes) scan.push(Uint8Array.of(byte));
  return scan;
}

describe("a head that passes as it came", () => {
  test("is the same for the client, wherever it was read", () => {
    fc.assert(
      fc.property(fields, fc.boolean(), fc.constantFrom("", "ok"), (text, close, body) => {
        const head = latin1Bytes(`HTTP/1.1 200 OK\r\n${text}\r\n`);
        const rewrite = { close, clientVersion11: true, leftOut: 0 };
        const slow = slowly(new ResponseScan(), head);
        const expected = new OutBuffer();
        writeResponse(expected, slow, undefined, rewrite);
        const whole = latin1Bytes(latin1(head) + body);
        const scan = new ResponseScan();
        const out = new OutBuffer();
        expect(scan.pushLent(whole, 0)).toBe(slow.state);
        expect(scan.consumed).toBe(head.length);
        expect(scan.facts).toEqual(slow.facts);
        writeResponse(out, scan, undefined, rewrite);
        out.lend(whole, scan.consumed, whole.length);
        expect(latin1(out.take() ?? new Uint8Array(0))).toBe(
          latin1(expected.take() ?? new Uint8Array(0)) + body,
        );
      }),
    );
  });

  test("is the same for the server, with and without a line of ours, and when it is written again", () => {
    fc.assert(
      fc.property(fields, fc.boolean(), fc.boolean(), (text, close, names) => {
        const head = latin1Bytes(`GET / HTTP/1.1\r\n${text}\r\n`);
        const rewrite = { forwarded: names ? forwarded : undefined, close, leftOut: 0 };
        const scan = new RequestScan();
        // A second Host of another value, or lengths that differ, do not come this far.
        if (scan.push(head) !== "head") return;
        const out = new OutBuffer();
        const taken = [1, 2].map(() => {
          writeRequest(out, scan, undefined, rewrite);
          return latin1(out.take() ?? new Uint8Array(0));
        });
        // As the rules leave it without a change: written field by field.
        writeRequest(out, scan, { ...scan.head }, rewrite);
        const expected = latin1(out.take() ?? new Uint8Array(0));
        expect(taken).toEqual([expected, expected]);
      }),
    );
  });

  test("leaves from where it is: nothing is copied", () => {
    const whole = latin1Bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    const scan = new ResponseScan();
    scan.pushLent(whole, 0);
    const out = new OutBuffer();
    writeResponse(out, scan, undefined, { close: false, clientVersion11: true, leftOut: 0 });
    out.lend(whole, scan.consumed, whole.length);
    expect(out.take()).toBe(whole);
    expect(latin1(whole)).toContain("content-length: 2");
  });
});

test("the head of a response that is not there as a whole is kept: the piece is somebody else's afterwards", () => {
  const scan = new ResponseScan();
  const first = latin1Bytes("HTTP/1.1 200 OK\r\nServer: a\r\nCon");
  expect(scan.pushLent(first, 0)).toBe("more");
  first.fill(33);
  expect(scan.pushLent(latin1Bytes("tent-Length: 2\r\n\r\n"), 0)).toBe("head");
  expect(scan.head.headers.map(({ name, value }) => `${name}=${value}`)).toEqual([
    "server=a",
    "content-length=2",
  ]);
});

test("a bad head is refused with the same reason wherever it is read", () => {
  for (const text of [
    "HTTP/1.1 200 OK\r\nA : b\r\n\r\n",
    "HTTP/1.1 200 OK\nA: b\r\n\r\n",
    "HTTP/1.1 20 OK\r\n\r\n",
  ]) {
    const [lent, own] = [new ResponseScan(), new ResponseScan()];
    lent.pushLent(latin1Bytes(text), 0);
    own.push(latin1Bytes(text));
    expect([lent.state, lent.trouble, lent.badAt]).toEqual([own.state, own.trouble, own.badAt]);
    expect(lent.state).toBe("bad");
  }
});

test("a line that comes byte by byte is read when its end is there, and not again for each byte", () => {
  let reads = 0;
  class Counting extends RequestScan {
    protected override readStart(bytes: Uint8Array, start: number, length: number) {
      reads++;
      return super.readStart(bytes, start, length);
    }
  }
  const scan = slowly(new Counting(), latin1Bytes(`GET /${"a".repeat(2000)} HTTP/1.1\r\nHost: x\r\n\r\n`));
  expect(scan.state).toBe("head");
  // With its first byte, and with its last.
  expect(reads).toBe(2);
});
