import { gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AlgorithmName, algorithmNames } from "../../../agent/compress/algorithm.ts";
import { chooseAlgorithm, compressedFields, suits } from "../../../agent/compress/choose.ts";
import { Squeezer } from "../../../agent/compress/squeezer.ts";
import type { RequestHead, ResponseHead } from "../../../agent/http/head.ts";

const read: Readonly<Record<AlgorithmName, (bytes: Uint8Array) => Uint8Array>> = {
  identity: (bytes) => bytes,
  gzip: (bytes) => gunzipSync(bytes),
  deflate: (bytes) => inflateSync(bytes),
  "raw-deflate": (bytes) => inflateRawSync(bytes),
};

describe("a body that is compressed", () => {
  test.each(algorithmNames)("by %s is the same when it is read, however it came", (name) => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 3000 }), { maxLength: 8 });
    fc.assert(
      fc.property(pieces, fc.integer({ min: 1, max: 40 }), (random, repeat) => {
        const squeezer = new Squeezer(name);
        const sent = random.flatMap((piece) => Array.from({ length: repeat }, () => piece));
        const got: Uint8Array[] = [];
        for (const piece of sent) {
          squeezer.add(piece);
          piece.length % 2 === 0 && got.push(...squeezer.take(false));
        }
        got.push(...squeezer.take(true));
        expect(Buffer.from(read[name](Buffer.concat(got))).equals(Buffer.concat(sent))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test("reaches the client before its rest is there", () => {
    const squeezer = new Squeezer("raw-deflate");
    squeezer.add(Buffer.from("the first line\n"));
    const first = Buffer.concat(squeezer.take(false));
    expect(inflateRawSync(first, { finishFlush: 2 }).toString()).toBe("the first line\n");
  });
});

const settings = { algorithms: ["gzip", "deflate"], types: ["text/html"], offload: false } as const;

describe("the algorithm", () => {
  const request = (accepted: string | undefined, agent = "curl"): RequestHead => ({
    kind: "request",
    method: "GET",
    target: "/",
    version: "HTTP/1.1",
    headers: [
      { name: "user-agent", value: agent },
      ...(accepted === undefined ? [] : [{ name: "accept-encoding", value: accepted }]),
    ],
  });

  // As HAProxy 2.6.12 chooses.
  test.each([
    ["gzip", "gzip"],
    ["deflate, gzip;q=0.5", "deflate"],
    ["deflate;q=0.2, gzip;q=0.5", "gzip"],
    ["GZIP", "gzip"],
    ["gzip;q=0", undefined],
    ["*", "deflate"],
    ["br", undefined],
    ["", undefined],
    [undefined, undefined],
    ["gzip;q=x", undefined],
  ])("of a client that accepts %s is %s", (accepted, expected) => {
    expect(chooseAlgorithm(settings, request(accepted))).toBe(expected);
  });

  test("is none for a browser that cannot read what it asks for", () => {
    const old = request("gzip", "Mozilla/4.0 (compatible; MSIE 6.0; Windows)");
    expect(chooseAlgorithm(settings, old)).toBeUndefined();
    const mended = request("gzip", "Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1; SV1)");
    expect(chooseAlgorithm(settings, mended)).toBe("gzip");
  });
});

describe("an answer", () => {
  const html = { "content-type": "text/html" };
  const response = (fields: Readonly<Record<string, string>>, status = 200): ResponseHead => ({
    kind: "response",
    version: "HTTP/1.1",
    status,
    reason: "OK",
    headers: Object.entries(fields).map(([name, value]) => ({ name, value })),
  });

  // As HAProxy 2.6.12 decides.
  test.each<[string, boolean, ResponseHead]>([
    ["a page", true, response(html)],
    ["a page with its character set", true, response({ "content-type": "text/html; charset=utf-8" })],
    ["201", true, response(html, 201)],
    ["203", true, response(html, 203)],
    ["a part", false, response(html, 206)],
    ["an error", false, response(html, 404)],
    ["a picture", false, response({ "content-type": "image/png" })],
    ["no type", false, response({})],
    ["a strong tag", true, response({ ...html, etag: '"a"' })],
    ["a weak tag", true, response({ ...html, etag: 'W/"a"' })],
    ["a tag that is none", false, response({ ...html, etag: "a" })],
    ["what must stay as it is", false, response({ ...html, "cache-control": "no-transform" })],
    ["what is coded already", false, response({ ...html, "content-encoding": "br" })],
  ])("with %s is compressed: %s", (_, expected, head) => {
    expect(suits(settings, head)).toBe(expected);
  });

  test("of any type but multipart is compressed where no type is named", () => {
    const any = { ...settings, types: [] };
    expect(suits(any, response({}))).toBe(true);
    expect(suits(any, response({ "content-type": "image/png" }))).toBe(true);
    expect(suits(any, response({ "content-type": "multipart/form-data" }))).toBe(false);
  });

  test("says what it is now", () => {
    const head = response({ "content-length": "9", etag: '"a"', vary: "Cookie" });
    expect(
      compressedFields(head, "gzip", false).headers.map(({ name, value }) => `${name}: ${value}`),
    ).toEqual([
      'etag: W/"a"',
      "vary: Cookie",
      "transfer-encoding: chunked",
      "vary: Accept-Encoding",
      "content-encoding: gzip",
    ]);
  });
});
