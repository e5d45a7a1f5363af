import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteStream } from "../../../agent/acl/byte-stream.ts";
import { parseCondition } from "../../../agent/acl/condition.ts";
import { parseExpression } from "../../../agent/acl/expression.ts";
import { readHello } from "../../../agent/acl/hello.ts";
import { judge } from "../../../agent/acl/partial.ts";
import type { RequestView } from "../../../agent/acl/view.ts";
import { latin1Bytes } from "../../../agent/http/bytes.ts";
import { helloRecord, hostExtension } from "./hello-bytes.ts";
import { scopeOf, viewOf } from "./request.ts";

const client = helloRecord(1, [
  hostExtension("Shop.Example.com"),
  [10, "\x00\x02\x00\x1d"],
  [16, "\x00\x0c\x02h2\x08http/1.1"],
  [35, ""],
]);
const desktop = "\x03\x00\x00\x2a\x25\xe0\x00\x00\x00\x00\x00Cookie: mstshash=bob\r\n";

function lookAt(text: string, final: boolean): { readonly view: RequestView; readonly stream: ByteStream } {
  const stream = new ByteStream();
  stream.add(latin1Bytes(text));
  stream.final = final;
  const streams = { request: stream, response: stream, about: stream };
  return { view: { ...viewOf(""), streams }, stream };
}

test.each([
  [client, "req.ssl_hello_type", 1],
  [client, "req.ssl_sni", "Shop.Example.com"],
  [client, "req.ssl_ver", 196_611],
  [client, "req.ssl_alpn", "h2"],
  [client, "req.ssl_ec_ext", true],
  [client, "req.ssl_st_ext", 1],
  [helloRecord(1, []), "req_ssl_sni", undefined],
  [helloRecord(1, []), "req.ssl_st_ext", 0],
  [helloRecord(2, []), "rep_ssl_hello_type", 2],
  [helloRecord(2, []), "req.ssl_ver", undefined],
  ["GET / HTTP/1.1\r\n", "req.ssl_hello_type", undefined],
  ["abcdef", "req.len", 6],
  ["abcdef", "req.payload(1,3)", "bcd"],
  ["abcdef", "req.payload(4,0)", "ef"],
  ["abcdef", "req.payload(4,3)", undefined],
  ["\x00\x03abcdef", "req.payload_lv(0,2)", "abc"],
  ["\x00\x03abcdef", "req.payload_lv(0,2,+1)", "bcd"],
  ["\x00\x03abcdef", "req.payload_lv(0,2,5)", "def"],
  [desktop, "req.rdp_cookie(mstshash)", "bob"],
  [desktop, "rdp_cookie", "bob"],
  [desktop, "req.rdp_cookie(other)", undefined],
  [desktop, "req.rdp_cookie_cnt(mstshash)", 1],
] as const)("of %j %s gives %j", (bytes, text, value) => {
  const parsed = parseExpression(text, scopeOf(), 0);
  if (parsed.kind === "bad") throw new Error(JSON.stringify(parsed.troubles));
  expect(parsed.value.one(lookAt(bytes, true).view)).toBe(value);
});

test.each([
  ["", "if { req.ssl_hello_type 1 }", "unknown", "no"],
  [client.slice(0, 20), "if { req.ssl_hello_type 1 }", "unknown", "no"],
  [client, "if { req.ssl_hello_type 1 }", "yes", "yes"],
  ["GET", "if { req.ssl_hello_type 1 }", "no", "no"],
  ["GET", "unless { req.ssl_hello_type 1 }", "yes", "yes"],
  ["GET", "if { req.len gt 2 }", "yes", "yes"],
  ["GET", "if { req.len gt 5 }", "unknown", "no"],
  ["GET", "if !{ req.len gt 5 }", "unknown", "yes"],
  ["GET", "if { req.payload(0,3) -m str PUT } { req.len gt 5 }", "no", "no"],
  ["GET", "if { req.len gt 5 } || { src 192.168.1.10 }", "yes", "yes"],
  ["GET", "if { req.len gt 5 } { src 10.0.0.1 }", "no", "no"],
  ["GET", "if WAIT_END", "unknown", "yes"],
  ["GET", "if REQ_CONTENT", "yes", "yes"],
  [client, "if { req.ssl_ver 3.1:3.3 }", "yes", "yes"],
  [client, "if { req.ssl_ver 3 }", "yes", "yes"],
  [client, "if { req.ssl_ver 3.1 }", "no", "no"],
  [client, "if { req_ssl_sni -i shop.example.com }", "yes", "yes"],
] as const)("%j: %s is %s while more may come, and %s at the end", (bytes, text, early, late) => {
  const parsed = parseCondition(text.split(" "), scopeOf(), 0);
  if (parsed.kind === "bad") throw new Error(JSON.stringify(parsed.troubles));
  const judged = [false, true].map((final) => {
    const { view, stream } = lookAt(bytes, final);
    return judge(parsed.value, view, stream);
  });
  expect(judged).toEqual([early, late]);
});

test("any bytes are read without an error, and a hello only once it is whole", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(client.length - 1), (noise, cut) => {
      const bytes = latin1Bytes(client);
      expect(readHello(bytes.subarray(0, cut))).toBe("short");
      bytes.set(noise.subarray(0, 60), 43);
      for (const each of [noise, Uint8Array.of(0x16, 3, 1, 0, noise.length, ...noise), bytes])
        readHello(each);
    }),
  );
});
