import { describe, expect, test } from "vitest";
import { latin1 } from "../../../agent/http/bytes.ts";
import { requestBytes } from "../../../agent/http2/request.ts";

const get = [":method", "GET", ":scheme", "https", ":authority", "www.example.org", ":path", "/a?b=1"];
const text = (fields: readonly string[], ended = true): string | undefined => {
  const request = requestBytes({ fields, ended });
  return request && latin1(request.head);
};

describe("a stream's request in the form of HTTP/1.1", () => {
  test("names its host once, whatever else it says of it", () => {
    const plain = "GET /a?b=1 HTTP/1.1\r\nhost: www.example.org\r\naccept: */*\r\n\r\n";
    expect(text([...get, "accept", "*/*"])).toBe(plain);
    expect(text([...get, "host", "other.example.org", "accept", "*/*"])).toBe(plain);
  });

  test("takes the host header where there is no authority", () => {
    const [method, verb, scheme, https, , , path, target] = get as string[];
    const fields = [method, verb, scheme, https, path, target, "host", "x"] as string[];
    expect(text(fields)).toBe("GET /a?b=1 HTTP/1.1\r\nhost: x\r\n\r\n");
  });

  test("makes one line of a cookie's crumbs", () => {
    expect(text([...get, "cookie", "a=1", "x", "y", "cookie", "b=2"])).toContain(
      "x: y\r\ncookie: a=1; b=2\r\n",
    );
  });

  test("a body of unknown length goes in chunks, one of known length as it is", () => {
    const post = get.with(1, "POST");
    expect(requestBytes({ fields: post, ended: false })?.chunked).toBe(true);
    expect(text(post, false)).toContain("transfer-encoding: chunked\r\n");
    expect(text([...post, "content-length", "3"], false)).not.toContain("chunked");
    expect(text(post, true)).not.toContain("chunked");
  });

  test("CONNECT asks for its authority", () => {
    expect(text([":method", "CONNECT", ":authority", "a:1"], false)).toBe(
      "CONNECT a:1 HTTP/1.1\r\nhost: a:1\r\n\r\n",
    );
  });

  test.each([
    ["no method", get.slice(2)],
    ["no path", get.slice(0, 6)],
    ["an empty path", get.with(7, "")],
    ["a path with a blank", get.with(7, "/a HTTP/1.1")],
    ["a path with a new line", get.with(7, "/a\r\nx: y")],
    ["a method with a blank", get.with(1, "GET /evil HTTP/1.1\r\nhost:")],
    ["an authority with a new line", get.with(5, "a\r\nx: y")],
    ["an authority with a user", get.with(5, "user@a")],
    ["a header with a new line", [...get, "x", "a\r\ny: z"]],
    ["a header with a zero", [...get, "x", "a\0b"]],
    ["a name in capitals", [...get, "X-A", "b"]],
    ["a name with a colon", [...get, "x:y", "b"]],
    ["a name that is empty", [...get, "", "b"]],
    ["a coding of its own", [...get, "transfer-encoding", "chunked"]],
    ["a word on the connection", [...get, "connection", "close"]],
    ["te for more than trailers", [...get, "te", "gzip"]],
    ["an unknown word with a colon", [":protocol", "websocket", ...get]],
    ["a word with a colon behind a header", ["x", "y", ...get]],
    ["a word with a colon twice", [":path", "/b", ...get]],
  ])("with %s it is malformed", (_, fields) => {
    expect(text(fields)).toBeUndefined();
  });
});
