import { expect, test } from "vitest";
import { primaryAddress } from "../../../../agent/drive/vrrp/primary-address.ts";

const own = { virtual: new Set(["10.0.0.9"]), fixed: new Set(["10.0.0.8"]) };
const of = (...addresses: string[]) =>
  addresses.map((address) => ({
    ...{ address, interfaceIndex: 1, prefixLength: 24, secondary: false, tentative: address.endsWith(":t") },
  }));

test.each([
  ["the first one of the interface", ["10.0.0.1", "10.0.0.2"], "10.0.0.1"],
  ["no virtual one", ["10.0.0.9", "10.0.0.2"], "10.0.0.2"],
  ["a static one last", ["10.0.0.8", "10.0.0.2"], "10.0.0.2"],
  ["a static one rather than none", ["10.0.0.9", "10.0.0.8"], "10.0.0.8"],
  ["none", ["10.0.0.9", "fe80::1"], undefined],
])("adverts come from %s", (_, addresses, expected) => {
  expect(primaryAddress({ family: 4 }, of(...addresses), own)).toBe(expected);
});

test("over IPv6 they come from a link-local address that is ready", () => {
  expect(primaryAddress({ family: 6 }, of("2001:db8::1", "fe80::1:t", "fe80::2"), own)).toBe("fe80::2");
});

test("the address of the file comes first, once the interface has it", () => {
  const instance = { family: 4, source: "10.0.0.2" } as const;
  expect(primaryAddress(instance, of("10.0.0.1", "10.0.0.2"), own)).toBe("10.0.0.2");
  expect(primaryAddress(instance, of("10.0.0.1"), own)).toBeUndefined();
});
