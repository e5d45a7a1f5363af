import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeMessages, encodeAddress, encodeDump } from "../../../agent/net/netlink-message.ts";

test("an address request carries index, prefix, broadcast, scope and label", () => {
  const request = {
    interfaceIndex: 3,
    address: "192.168.1.35",
    prefixLength: 32,
    broadcast: "192.168.1.255",
    scope: "link",
    label: "eth0:1",
  };
  const bytes = encodeAddress("add", request, 7);
  // Header; ifaddrmsg; IFA_LOCAL, IFA_ADDRESS, IFA_BROADCAST, IFA_LABEL, padded to four bytes: rtnetlink(7).
  expect(Buffer.from(bytes).toString("hex")).toBe(
    [
      "3c000000" + "1400" + "0506" + "07000000" + "00000000",
      "02" + "20" + "00" + "fd" + "03000000",
      "0800" + "0200" + "c0a80123",
      "0800" + "0100" + "c0a80123",
      "0800" + "0400" + "c0a801ff",
      "0b00" + "0300" + "657468303a3100" + "00",
    ].join(""),
  );
});

test("what is asked for is what would be told", () => {
  const bytes = encodeAddress("remove", { interfaceIndex: 9, address: "10.1.2.3", prefixLength: 24 }, 1);
  expect(decodeMessages(bytes)).toEqual([
    {
      kind: "address",
      removed: true,
      address: {
        interfaceIndex: 9,
        address: "10.1.2.3",
        prefixLength: 24,
        secondary: false,
        tentative: false,
      },
    },
  ]);
});

test("several messages in one read are all found, and a result gives its error number", () => {
  const result = new Uint8Array(20);
  const view = new DataView(result.buffer);
  view.setUint32(0, 20, true);
  view.setUint16(4, 2, true);
  view.setUint32(8, 5, true);
  view.setInt32(16, -17, true);
  const dump = encodeDump("addresses", 4);
  expect(decodeMessages(Uint8Array.of(...result, ...dump))).toEqual([
    { kind: "result", sequence: 5, errorNumber: 17 },
    { kind: "other", type: 22 },
  ]);
});

test("decoding never throws on random bytes, nor on a message cut off anywhere", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(Array.isArray(decodeMessages(bytes))).toBe(true);
    }),
  );
  const bytes = encodeAddress(
    "add",
    { interfaceIndex: 1, address: "10.0.0.1", prefixLength: 8, label: "lo:1" },
    1,
  );
  for (let length = 0; length < bytes.length; length++)
    expect(decodeMessages(bytes.subarray(0, length))).toEqual([]);
});

test("an IPv6 address is asked for with its flags and its lifetime", () => {
  const request = { interfaceIndex: 9, address: "2001:db8::1", prefixLength: 128 };
  const bytes = encodeAddress(
    "add",
    { ...request, flags: ["nodad", "noprefixroute"], preferredSeconds: 0 },
    1,
  );
  const address = { ...request, secondary: false, tentative: false };
  expect(decodeMessages(bytes)).toEqual([{ kind: "address", removed: false, address }]);
  // Behind the two addresses: attribute 8 (IFA_FLAGS), attribute 6 (IFA_CACHEINFO).
  const attributes = Buffer.from(bytes.subarray(16 + 8 + 40)).toString("hex");
  expect(attributes).toBe(`08000800020200001400060000000000ffffffff${"00".repeat(8)}`);
});
