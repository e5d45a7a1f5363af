import { expect, test } from "vitest";
import { decodeEndpoint, encodeEndpoint } from "../../../../agent/net/stream/endpoint.ts";

test.each([
  { kind: "ip", host: "192.0.2.7", port: 8080 },
  { kind: "ip", host: "0.0.0.0", port: 65_535 },
  { kind: "ip", host: "fe80::1:0:2", port: 1 },
  { kind: "ip", host: "::", port: 443 },
  { kind: "unix", path: "/run/app.sock" },
] as const)("$host$path comes back from its bytes", (endpoint) => {
  const bytes = encodeEndpoint(endpoint);
  expect(decodeEndpoint(bytes, bytes.length)).toEqual(endpoint);
});

test("an IPv4 client of an IPv6 listener is given as IPv4", () => {
  const bytes = encodeEndpoint({ kind: "ip", host: "::ffff:192.0.2.7", port: 80 });
  expect(decodeEndpoint(bytes, bytes.length)).toEqual({ kind: "ip", host: "192.0.2.7", port: 80 });
});

test("a name is no address", () => {
  expect(() => encodeEndpoint({ kind: "ip", host: "localhost", port: 80 })).toThrow(RangeError);
});

test("a socket without a name has an empty path", () => {
  expect(decodeEndpoint(Uint8Array.of(1, 0), 2)).toEqual({ kind: "unix", path: "" });
});
