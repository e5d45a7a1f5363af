import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { latin1Bytes } from "../../../agent/http/bytes.ts";
import { requestFraming, responseFraming } from "../../../agent/http/framing.ts";
import { maximumHeadBytes, requestParser, responseParser } from "../../../agent/http/head-parser.ts";

function request(text: string) {
  return requestParser().push(latin1Bytes(text));
}

describe("sound heads", () => {
  test("names in lower case, values trimmed, the rest left alone", () => {
    const text = "GET /a?b HTTP/1.1\r\nHost:  x \r\nX-Empty:\r\nX-Ä: no\r\n\r\nrest".replace(
      "X-Ä: no\r\n",
      "",
    );
    expect(request(text)).toEqual({
      kind: "head",
      consumed: text.length - 4,
      head: {
        kind: "request",
        method: "GET",
        target: "/a?b",
        version: "HTTP/1.1",
        headers: [
          { name: "host", value: "x" },
          { name: "x-empty", value: "" },
        ],
      },
    });
  });

  test.each([
    "\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\n\r\n",
    "CONNECT a:80 HTTP/1.1\r\n\r\n",
    "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET http://a:80/ HTTP/1.1\r\nHost: A\r\n\r\n",
    "GET http://a/ HTTP/1.1\r\nHost: a:80\r\n\r\n",
    "GET https://u@a:443/ HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nHost: A\r\n\r\n",
    `GET / HTTP/1.1\r\n${"A: b\r\n".repeat(100)}\r\n`,
  ])("%j", (text) => expect(request(text).kind).toBe("head"));

  test("a response may lack its reason", () => {
    const parsed = responseParser().push(latin1Bytes("HTTP/1.1 200\r\n\r\n"));
    expect(parsed).toMatchObject({ kind: "head", head: { status: 200, reason: "" } });
  });
});

describe("what RFC 9112 forbids is refused", () => {
  test.each([
    ["bare LF", "GET / HTTP/1.1\nHost: x\n\n", "bare-lf"],
    ["bare CR", "GET / HTTP/1.1\r\nA: b\rc\r\n\r\n", "bare-cr"],
    ["folded line", "GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", "obs-fold"],
    ["blank before the colon", "GET / HTTP/1.1\r\nA : b\r\n\r\n", "header-name"],
    ["no colon", "GET / HTTP/1.1\r\nAb\r\n\r\n", "header-name"],
    ["no name", "GET / HTTP/1.1\r\n: b\r\n\r\n", "header-name"],
    ["zero byte", "GET / HTTP/1.1\r\nA: b\0c\r\n\r\n", "header-value"],
    ["three blanks", "GE T / HTTP/1.1\r\n\r\n", "start-line"],
    ["HTTP/0.9", "GET /\r\n\r\n", "start-line"],
    ["HTTP/2.0", "GET / HTTP/2.0\r\n\r\n", "start-line"],
    ["two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "host"],
    ["another host in the target", "GET http://a/ HTTP/1.1\r\nHost: b\r\n\r\n", "host"],
    ["another port in the target", "GET http://a:8080/ HTTP/1.1\r\nHost: a\r\n\r\n", "host"],
    ["a tunnel elsewhere", "CONNECT a:80 HTTP/1.1\r\nHost: b\r\n\r\n", "host"],
    ["a tunnel to another port", "CONNECT a:80 HTTP/1.1\r\nHost: a:443\r\n\r\n", "host"],
    ["a tunnel to a path", "CONNECT / HTTP/1.1\r\n\r\n", "host"],
    ["a fragment", "GET /a#b HTTP/1.1\r\n\r\n", "start-line"],
    ["bytes above ASCII in the target", "GET /\xe9 HTTP/1.1\r\n\r\n", "start-line"],
    ["a target that is none", "GET a:b HTTP/1.1\r\n\r\n", "start-line"],
    ["a long head", `GET / HTTP/1.1\r\nA: ${"x".repeat(maximumHeadBytes)}\r\n\r\n`, "too-long"],
    ["many headers", `GET / HTTP/1.1\r\n${"A: b\r\n".repeat(101)}\r\n`, "too-long"],
  ])("%s", (_, text, reason) => expect(request(text)).toEqual({ kind: "bad", reason }));
});

describe("framing", () => {
  const framingOf = (headers: string, version = "HTTP/1.1") => {
    const parsed = request(`POST / ${version}\r\n${headers}\r\n`);
    return parsed.kind === "head" ? requestFraming(parsed.head) : parsed;
  };
  test.each([
    ["", "HTTP/1.1", { kind: "none" }],
    ["Content-Length: 0\r\n", "HTTP/1.1", { kind: "none" }],
    ["Content-Length: 5\r\n", "HTTP/1.1", { kind: "length", bytes: 5 }],
    ["Content-Length: 5\r\nContent-Length: 5\r\n", "HTTP/1.1", { kind: "length", bytes: 5 }],
    ["Content-Length: 5, 5\r\n", "HTTP/1.1", { kind: "length", bytes: 5 }],
    ["Transfer-Encoding: Chunked\r\n", "HTTP/1.1", { kind: "chunked" }],
    ["Content-Length: 5\r\nContent-Length: 6\r\n", "HTTP/1.1", { kind: "bad" }],
    ["Content-Length: +5\r\n", "HTTP/1.1", { kind: "bad" }],
    ["Content-Length: 5 6\r\n", "HTTP/1.1", { kind: "bad" }],
    ["Content-Length: \r\n", "HTTP/1.1", { kind: "bad" }],
    ["Content-Length: 99999999999999999999\r\n", "HTTP/1.1", { kind: "bad" }],
    ["Transfer-Encoding: gzip\r\n", "HTTP/1.1", { kind: "bad" }],
    ["Transfer-Encoding: chunked, chunked\r\n", "HTTP/1.1", { kind: "bad" }],
    ["Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "HTTP/1.1", { kind: "bad" }],
    ["Transfer-Encoding: \r\n", "HTTP/1.1", { kind: "bad" }],
    ["Transfer-Encoding: chunked\r\n", "HTTP/1.0", { kind: "bad" }],
    // What JavaScript's trim() takes for a blank, the server does not.
    ["Transfer-Encoding: \xa0chunked\r\n", "HTTP/1.1", { kind: "bad" }],
    ["Transfer-Encoding: chunked,\r\n", "HTTP/1.1", { kind: "bad" }],
    ["Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "HTTP/1.1", { kind: "bad" }],
    ["Content-Length: \xa05\r\n", "HTTP/1.1", { kind: "bad" }],
    ["Content-Length: 5,\r\n", "HTTP/1.1", { kind: "bad" }],
  ])("of a request with %j in %s", (headers, version, expected) => {
    expect(framingOf(headers, version)).toEqual(expected);
  });

  test.each(["Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n"])("of CONNECT with %j", (headers) => {
    const parsed = request(`CONNECT a:80 HTTP/1.1\r\n${headers}\r\n`);
    expect(parsed.kind === "head" && requestFraming(parsed.head)).toEqual({ kind: "bad" });
  });

  test.each([
    ["200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n", "GET", "chunked"],
    ["200 OK\r\nTransfer-Encoding: gzip, chunked\r\n", "GET", "bad"],
    ["200 OK\r\nContent-Length: 5\r\n", "GET", "length"],
    ["200 OK\r\nContent-Length: 5\r\n", "HEAD", "none"],
    ["204 No Content\r\nContent-Length: 5\r\n", "GET", "none"],
    ["304 Not Modified\r\nContent-Length: 5\r\n", "GET", "none"],
    ["200 OK\r\n", "GET", "until-close"],
    ["200 OK\r\nContent-Length: 5\r\n", "CONNECT", "tunnel"],
    ["101 Switching Protocols\r\n", "GET", "tunnel"],
    ["200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n", "GET", "bad"],
  ])("of the response %j to %s", (text, method, kind) => {
    const parsed = responseParser().push(latin1Bytes(`HTTP/1.1 ${text}\r\n`));
    expect(parsed.kind === "head" && responseFraming(parsed.head, method).kind).toBe(kind);
  });
});

describe("pieces of any size", () => {
  const text = fc.oneof(
    fc.constantFrom(
      "\r\nGET / HTTP/1.1\r\nHost: x\r\nA: b\r\n\r\nGET /next",
      "POST /x HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc",
      "GET / HTTP/1.1\r\nHost: x\n\r\n",
      `GET / HTTP/1.1\r\nA: ${"y".repeat(maximumHeadBytes - 30)}\r\nB : c\r\nC: ${"z".repeat(200)}\r\n\r\n`,
    ),
    fc.string({
      unit: fc.constantFrom("G", " ", "/", ":", "\r", "\n", "\0", "HTTP/1.1\r\n", "\r\n\r\n", "a: b\r\n"),
    }),
  );
  test("give the same result, and the same count of bytes", () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(20_000)), (whole, cuts) => {
        const bytes = latin1Bytes(whole);
        const parser = requestParser();
        const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
        let result = parser.push(bytes.subarray(0, places[0] ?? bytes.length));
        let consumed = result.kind === "head" ? result.consumed : 0;
        places.forEach((from, index) => {
          if (result.kind !== "more") return;
          result = parser.push(bytes.subarray(from, places[index + 1] ?? bytes.length));
          if (result.kind === "head") consumed = from + result.consumed;
        });
        const atOnce = requestParser().push(bytes);
        expect({ ...result, consumed: 0 }).toEqual({ ...atOnce, consumed: 0 });
        if (atOnce.kind === "head") expect(consumed).toBe(atOnce.consumed);
      }),
    );
  });

  test("random bytes never throw", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array()), (pieces) => {
        const [request, response] = [requestParser(), responseParser()];
        for (const piece of pieces) {
          request.push(piece);
          response.push(piece);
        }
      }),
    );
  });
});
