import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { latin1Bytes } from "../../../agent/http/bytes.ts";
import { responseFraming } from "../../../agent/http/framing.ts";
import { maximumHeadBytes } from "../../../agent/http/head-room.ts";
import { RequestScan } from "../../../agent/http/request-scan.ts";
import { ResponseScan } from "../../../agent/http/response-scan.ts";

function read<Scan extends RequestScan | ResponseScan>(scan: Scan, text: string): Scan {
  scan.push(latin1Bytes(text));
  return scan;
}

/** What can be seen of a head that was read. */
function shown(scan: RequestScan | ResponseScan) {
  if (scan.state === "more") return { kind: "more" };
  if (scan.state === "bad") return { kind: "bad", reason: scan.trouble };
  return { kind: "head", head: { ...scan.head }, consumed: scan.consumed };
}

function request(text: string) {
  return shown(read(new RequestScan(), text));
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
        hasBody: false,
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
    const scan = read(new ResponseScan(), "HTTP/1.1 200\r\n\r\n");
    expect(shown(scan)).toMatchObject({ kind: "head", head: { status: 200, reason: "" } });
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
    const scan = read(new RequestScan(), `POST / ${version}\r\n${headers}\r\n`);
    return scan.state === "head" ? scan.framing : scan.state;
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
    const scan = read(new RequestScan(), `CONNECT a:80 HTTP/1.1\r\n${headers}\r\n`);
    expect(scan.state === "head" && scan.framing).toEqual({ kind: "bad" });
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
    const scan = read(new ResponseScan(), `HTTP/1.1 ${text}\r\n`);
    const framing = responseFraming(scan.facts.declared, scan, method);
    expect(scan.state === "head" && framing.kind).toBe(kind);
  });
});

describe("pieces of any size", () => {
  const text = fc.oneof(
    fc.constantFrom(
      "\r\nGET / HTTP/1.1\r\nHost: x\r\nA: b\r\n\r\nGET /next",
      "POST /x HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc",
      "GET / HTTP/1.1\r\nHost: x\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: keep-alive, Upgrade\r\n\r\nabc",
      "HTTP/1.0 404\r\nTransfer-Encoding: chunked\r\n\r\n",
      `GET / HTTP/1.1\r\nA: ${"y".repeat(maximumHeadBytes - 30)}\r\nB : c\r\nC: ${"z".repeat(200)}\r\n\r\n`,
    ),
    fc.string({
      unit: fc.constantFrom(
        "G",
        " ",
        "/",
        "HTTP/1.1 200 ",
        ":",
        "\r",
        "\n",
        "\0",
        "HTTP/1.1\r\n",
        "\r\n\r\n",
        "a: b\r\n",
      ),
    }),
  );
  test("give the same result, and the same count of bytes", () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(20_000)), fc.boolean(), (whole, cuts, asRequest) => {
        const fresh = () => (asRequest ? new RequestScan() : new ResponseScan());
        const bytes = latin1Bytes(whole);
        const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1))].sort((a, b) => a - b);
        const scan = fresh();
        let consumed = 0;
        places.forEach((from, index) => {
          if (scan.state !== "more") return;
          scan.push(bytes.subarray(from, places[index + 1] ?? bytes.length));
          consumed = from + scan.consumed;
        });
        const atOnce = fresh();
        atOnce.push(bytes);
        expect({ ...shown(scan), consumed: 0 }).toEqual({ ...shown(atOnce), consumed: 0 });
        expect(scan.facts).toEqual(atOnce.facts);
        if (atOnce.state === "head") expect(consumed).toBe(atOnce.consumed);
      }),
    );
  });

  test("byte by byte too, and a scan that has read another head before", () => {
    const scan = new RequestScan();
    for (const target of ["/a", "/long", "/"]) {
      const head = `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: ${"y".repeat(3000)}\r\n\r\n`;
      scan.reset();
      for (const byte of latin1Bytes(head)) scan.push(Uint8Array.of(byte));
      expect(shown(scan)).toEqual({ ...request(head), consumed: 1 });
      expect(scan.facts).toEqual(read(new RequestScan(), head).facts);
    }
  });

  test("random bytes never throw", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array()), (pieces) => {
        const scans = [new RequestScan(), new ResponseScan()];
        for (const piece of pieces) for (const scan of scans) scan.push(piece);
      }),
    );
  });
});
