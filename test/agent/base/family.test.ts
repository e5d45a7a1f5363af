import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareAddresses,
  familyOf,
  isLinkLocal,
  normalAddress,
  parseAddress,
} from "../../../agent/base/family.ts";
import { formatIpv6, parseIpv6 } from "../../../agent/base/ipv6.ts";

const ipv6Bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });

describe("an address is written in one way", () => {
  test.each([
    ["192.168.1.100", "192.168.1.100"],
    ["FE80:0::0001", "fe80::1"],
    ["::ffff:1.2.3.4", "::ffff:102:304"],
    ["::1.2.3.4", "::102:304"],
    ["64:ff9b::192.0.2.1", "64:ff9b::c000:201"],
    ["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"],
    ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
  ])("%s: %s", (text, normal) => {
    expect(normalAddress(text)).toBe(normal);
  });

  test.each([
    ...["", ":", ":::", "1::2::3", "12345::", "1:2:3", "1:2:3:4:5:6:7:8:9", "::1:2:3:4:5:6:7:8", "fe80::g"],
    ...["fe80::1%eth0", "::1/64", " ::1", "::1.2.3", "::256.1.1.1", "::1.2.3.4:5", "1.2.3", "01.2.3.4"],
  ])("%j is none", (text) => {
    expect(normalAddress(text)).toBeUndefined();
  });

  test("reading inverts writing", () => {
    fc.assert(
      fc.property(ipv6Bytes, (bytes) => {
        expect(parseIpv6(formatIpv6(bytes))).toEqual(bytes);
      }),
    );
  });

  test("reading never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0f:.") }), (text) => {
        const bytes = parseAddress(text);
        expect([undefined, familyOf(text) === 6 ? 16 : 4]).toContain(bytes?.length);
      }),
    );
  });
});

test.each([
  ["10.0.0.2", "10.0.0.1", 1],
  ["10.0.0.2", "9.255.255.255", 1],
  ["fe80::1", "fe80::1", 0],
  ["fe80::2", "fe80::10", -1],
  ["fe80::1:0:0:0", "fe80::ffff:ffff:ffff", 1],
])("%s against %s: %i", (left, right, sign) => {
  expect(Math.sign(compareAddresses(left, right))).toBe(sign);
  expect(Math.sign(compareAddresses(right, left))).toBe(0 - sign);
});

test.each([
  ["fe80::1", true],
  ["febf::1", true],
  ["fec0::1", false],
  ["2001:db8::1", false],
  ["169.254.0.1", false],
])("%s is link-local: %s", (address, local) => {
  expect(isLinkLocal(address)).toBe(local);
});
