import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bodyReader } from "../../../agent/http/body.ts";
import { latin1, latin1Bytes } from "../../../agent/http/bytes.ts";
import { writeBodyEnd, writeChunkEnd, writeChunkSize } from "../../../agent/http/chunk-writer.ts";
import type { Framing } from "../../../agent/http/framing.ts";
import { OutBuffer } from "../../../agent/http/out-buffer.ts";

interface Read {
  readonly data: string;
  readonly consumed: number;
  readonly done: boolean;
  readonly bad: boolean;
  readonly trailers: number;
}

/** Reads pieces until the body is done or bad. */
function read(framing: Framing, pieces: readonly Uint8Array[]): Read {
  const reader = bodyReader(framing);
  const pieceData: string[] = [];
  let consumed = 0;
  for (const piece of pieces) {
    if (reader.done || reader.bad) break;
    consumed += reader.read(piece, 0, {
      data: (bytes, start, end) => pieceData.push(latin1(bytes, start, end)),
    });
  }
  const { done, bad, trailers } = reader;
  return { data: pieceData.join(""), consumed, done, bad, trailers: trailers.length };
}

const chunked = { kind: "chunked" } as const;

describe("chunked bodies", () => {
  test.each([
    ["3\r\nabc\r\n0\r\n\r\nnext", { data: "abc", done: true, consumed: 13, trailers: 0 }],
    ["3;a=b\r\nabc\r\n00\r\nT: v\r\n\r\n", { data: "abc", done: true, trailers: 1 }],
    ["A\r\n0123456789\r\n0\r\n\r\n", { data: "0123456789", done: true }],
    ["0000000000000003\r\nabc\r\n0\r\n\r\n", { data: "abc", done: true }],
    ["3\r\nab", { data: "ab", done: false, bad: false }],
  ])("%j", (text, expected) => expect(read(chunked, [latin1Bytes(text)])).toMatchObject(expected));

  test.each([
    ["no size", "\r\n"],
    ["no hexadecimal size", "zz\r\n"],
    ["a sign", "+3\r\nabc\r\n"],
    ["0x", "0x3\r\nabc\r\n"],
    ["a blank before the size", " 3\r\nabc\r\n"],
    ["LF alone", "3\nabc\r\n"],
    ["LF alone behind the data", "3\r\nabc\n"],
    ["more data than the size", "3\r\nabcd\r\n"],
    ["an endless size line", `3;${"x".repeat(2000)}`],
    ["a size that is no number any more", `${"f".repeat(13)}\r\n`],
    ["framing in a trailer", "0\r\nContent-Length: 5\r\n\r\n"],
    ["routing in a trailer", "0\r\nHost: x\r\n\r\n"],
    ["a bad trailer", "0\r\nT : v\r\n\r\n"],
    ["CR inside the line", "3;\rx\r\n"],
  ])("%s is refused", (_, text) => expect(read(chunked, [latin1Bytes(text)]).bad).toBe(true));
});

test("a length is exact; what follows is left alone", () => {
  expect(read({ kind: "length", bytes: 3 }, [latin1Bytes("ab"), latin1Bytes("cdef")])).toMatchObject({
    data: "abc",
    consumed: 3,
    done: true,
  });
});

test("any cut gives the same body, and what is written is read again", () => {
  const data = fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 5 });
  fc.assert(
    fc.property(data, fc.array(fc.nat(400)), (pieces, cuts) => {
      const out = new OutBuffer();
      for (const bytes of pieces) {
        writeChunkSize(out, bytes.length);
        out.bytes(bytes);
        writeChunkEnd(out);
      }
      writeBodyEnd(out, [{ name: "t", value: "v" }]);
      const wire = out.take() ?? new Uint8Array(0);
      const places = [0, ...[...new Set(cuts.map((cut) => cut % wire.length))].sort((a, b) => a - b)];
      const cut = places.map((from, index) => wire.subarray(from, places[index + 1] ?? wire.length));
      const result = read(chunked, cut);
      expect(result).toEqual({
        data: pieces.map((bytes) => latin1(bytes)).join(""),
        consumed: wire.length,
        done: true,
        bad: false,
        trailers: 1,
      });
    }),
  );
});

test("random bytes never throw", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array()), (pieces) => {
      expect(read(chunked, pieces).consumed).toBeGreaterThanOrEqual(0);
    }),
  );
});
