import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePem } from "../../../agent/tls/pem.ts";

function block(label: string, body: string): string {
  return `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----`;
}

const [one, two] = [block("CERTIFICATE", "AAAA"), block("CERTIFICATE", "BBBB")];
const key = block("EC PRIVATE KEY", "CCCC");

test("certificates in their order, and the first key, wherever it stands", () => {
  expect(parsePem(`${key}\nsome words\n${one}\n${two}\n${block("PRIVATE KEY", "DDDD")}\n`)).toEqual({
    certificates: [one, two],
    key,
  });
});

test.each([
  ["nothing", ""],
  ["no frame", "AAAA"],
  ["a frame that does not end", "-----BEGIN CERTIFICATE-----\nAAAA\n"],
  ["a frame that ends as something else", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END PRIVATE KEY-----"],
])("%s holds neither", (_, text) => {
  expect(parsePem(text)).toEqual({ certificates: [] });
});

test("no text makes it throw", () => {
  fc.assert(fc.property(fc.string(), (text) => Array.isArray(parsePem(text).certificates)));
});
