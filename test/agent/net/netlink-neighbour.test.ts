import { expect, test } from "vitest";
import { parseAddress } from "../../../agent/base/family.ts";
import { encodeAttribute, encodeMessage } from "../../../agent/net/netlink-codec.ts";
import { decodeMessages, encodeDump } from "../../../agent/net/netlink-message.ts";

const newNeighbour = 28;
const states = { reachable: 0x02, stale: 0x04, failed: 0x20, noArp: 0x40, permanent: 0x80 } as const;
const mac = Uint8Array.of(2, 0x42, 0, 0, 0, 7);

/** `struct ndmsg`, NDA_DST and NDA_LLADDR: rtnetlink(7). */
function told(address: string, state: keyof typeof states, hardware: Uint8Array | undefined = mac) {
  const body = new Uint8Array(12);
  const view = new DataView(body.buffer);
  body[0] = address.includes(":") ? 10 : 2;
  view.setInt32(4, 3, true);
  view.setUint16(8, states[state], true);
  const parts = [encodeAttribute(1, parseAddress(address) ?? new Uint8Array())];
  if (hardware !== undefined) parts.push(encodeAttribute(2, hardware));
  return encodeMessage(newNeighbour, 0, 1, [body, ...parts]);
}

test.each([
  ["192.168.1.13", "reachable"],
  ["fe80::1", "stale"],
  ["2001:db8::1", "permanent"],
] as const)("%s, %s, is a neighbour", (address, state) => {
  expect(decodeMessages(told(address, state))).toEqual([
    { kind: "neighbour", neighbour: { interfaceIndex: 3, address, mac: "02:42:00:00:00:07" } },
  ]);
});

test("one that did not answer, one without a hardware address, and another family are none", () => {
  const bytes = [
    told("192.168.1.13", "failed"),
    told("fe80::1", "noArp"),
    told("fe80::2", "stale", new Uint8Array()),
    told("fe80::3", "stale").with(16, 7),
  ];
  const kinds = bytes.flatMap(decodeMessages).map(({ kind }) => kind);
  expect(kinds).toEqual(["other", "other", "other", "other"]);
});

test("a dump asks for both families", () => {
  // Header, then ndmsg of zeros: AF_UNSPEC.
  expect(Buffer.from(encodeDump("neighbours", 4)).toString("hex")).toBe(
    `1c000000${"1e00"}${"0103"}${"04000000"}${"00000000"}${"00".repeat(12)}`,
  );
});
