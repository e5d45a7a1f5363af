import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { latin1, latin1Bytes } from "../../../agent/http/bytes.ts";
import { ResponseReader } from "../../../agent/http2/response.ts";

/** What came, with data joined. */
function read(method: string, pieces: readonly string[]): readonly string[] {
  const reader = new ResponseReader(method);
  const said: string[] = [];
  for (const part of pieces.flatMap((piece) => reader.push(latin1Bytes(piece)))) {
    if (part.kind === "data") {
      const before = said.at(-1)?.startsWith("data ") ? said.pop() : "data ";
      said.push(`${before}${latin1(part.bytes)}`);
    } else if (part.kind === "end") said.push(["end", ...part.trailers.map(line)].join(" "));
    else said.push([part.kind, part.status, ...part.fields.map(line)].join(" "));
  }
  return [...said, reader.done ? "done" : reader.endsWithClose() ? "done by close" : "open"];
}

const line = ({ name, value }: { name: string; value: string }): string => `${name}=${value}`;

describe("an answer in the words of HTTP/2", () => {
  const chunked =
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\nx: y\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nt: u\r\n\r\n";
  test.each([
    [
      "a length",
      "GET",
      "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok",
      ["head 200 content-length=2", "data ok", "end", "done"],
    ],
    ["chunks and trailers", "GET", chunked, ["head 200 x=y", "data abcde", "end t=u", "done"]],
    ["no body", "GET", "HTTP/1.1 204 No Content\r\n\r\n", ["head 204", "end", "done"]],
    [
      "a length without body",
      "HEAD",
      "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n",
      ["head 200 content-length=9", "end", "done"],
    ],
    [
      "the end of the connection",
      "GET",
      "HTTP/1.1 200 OK\r\n\r\nabc",
      ["head 200", "data abc", "done by close"],
    ],
    [
      "something before",
      "POST",
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
      ["interim 100", "head 200 content-length=0", "end", "done"],
    ],
    [
      "half of it",
      "GET",
      "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab",
      ["head 200 content-length=5", "data ab", "open"],
    ],
  ])("with %s is whole when it is, in pieces of any size", (_, method, text, expected) => {
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 6 }), (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        expect(
          read(
            method,
            at.slice(1).map((end, index) => text.slice(at[index], end)),
          ),
        ).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});
