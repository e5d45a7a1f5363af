import { expect, test } from "vitest";
import {
  decodeLink,
  encodeLinkChange,
  encodeLinkRemoval,
  encodeVirtualLink,
} from "../../../agent/net/netlink-link.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

test("a virtual interface is asked for as it would be told", () => {
  const bytes = encodeVirtualLink({ name: "vrrp.51", parentIndex: 7, mac: "00:00:5e:00:01:33" }, 1);
  expect(decodeLink(bytes.subarray(16))).toEqual({
    ...{ interfaceIndex: 0, name: "vrrp.51", mac: "00:00:5e:00:01:33", up: false },
    ...{ parentIndex: 7, kind: "macvlan", isPrivate: true },
  });
});

test("a change names what changes, and nothing else", () => {
  const header = (size: string, type: string) => `${size}000000${type}000500${"01000000"}${"00000000"}`;
  const body = (flags: string, mask: string) => `0000000009000000${flags}${mask}`;
  expect(hex(encodeLinkChange(9, { up: false }, 1))).toBe(header("20", "10") + body("00000000", "01000000"));
  // Attribute 26, in it family 2, in it the list of settings: arp_ignore is 19.
  expect(hex(encodeLinkChange(9, { ipv4: { arp_ignore: 1 } }, 1))).toBe(
    `${header("34", "10")}${body("00000000", "00000000")}14001a00100002000c0001000800130001000000`,
  );
  // The same for family 10: attribute 8 is one byte, padded.
  expect(hex(encodeLinkChange(9, { withoutOwnIpv6: true }, 1))).toBe(
    `${header("30", "10")}${body("00000000", "00000000")}10001a000c000a000500080001000000`,
  );
  expect(hex(encodeLinkRemoval(9, 1))).toBe(header("20", "11") + body("00000000", "00000000"));
});
