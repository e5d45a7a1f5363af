import fc from "fast-check";
import { expect, test } from "vitest";
import { formatAddress, isInside, parseAddress, parseNetwork } from "../../../agent/acl/address.ts";

test.each([
  ["192.168.1.10", "192.168.1.0/24", true],
  ["192.168.1.10", "192.168.2.0/24", false],
  ["255.255.255.255", "128.0.0.0/1", true],
  ["10.9.8.7", "10.0.8.0/255.0.255.0", true],
  ["1.2.0.3", "1.2.3", true],
  ["0.0.0.7", "7", true],
  ["8.8.8.8", "0.0.0.0/0", true],
  ["::1", "::1", true],
  ["2001:db8::5", "2001:db8::/32", true],
  ["2001:db9::5", "2001:db8::/32", false],
  ["::ffff:10.0.0.1", "10.0.0.0/8", true],
  ["10.0.0.1", "::ffff:10.0.0.0/104", true],
  ["::1", "10.0.0.0/8", false],
])("%s inside %s: %s", (text, network, inside) => {
  const [address, parsed] = [parseAddress(text), parseNetwork(network)];
  if (!address || !parsed) throw new Error("unread");
  expect(isInside(address, parsed)).toBe(inside);
});

test.each([
  "1.2.3.4/33",
  "256.0.0.1",
  "1.2.3.4.5",
  "1::2::3",
  "12345::",
  "1:2:3",
  "x",
  "",
  "/8",
  "1.2.3.4/x",
  "::/129",
])("%j is no network", (text) => {
  expect(parseNetwork(text)).toBeUndefined();
});

test.each([
  "0.0.0.0",
  "192.168.1.100",
  "::",
  "::1",
  "1::",
  "2001:db8::1:0:0:1",
  "1:2:3:4:5:6:7:8",
  "fe80::1:0",
])("%s is written as it is read", (text) => {
  const address = parseAddress(text);
  expect(address && formatAddress(address)).toBe(text);
});

test("reading inverts writing, for every IPv6 address", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), (bits) => {
      expect(parseAddress(formatAddress({ family: 6, bits }))).toEqual({ family: 6, bits });
    }),
  );
});
