import fc from "fast-check";
import { expect, test } from "vitest";
import { type ArpFrame, decodeArp, encodeArp, gratuitousArp, isGratuitous } from "../../../agent/net/arp.ts";

const mac = fc.uint8Array({ minLength: 6, maxLength: 6 }).map((bytes) =>
  Buffer.from(bytes)
    .toString("hex")
    .replace(/..(?!$)/g, "$&:"),
);
const frame: fc.Arbitrary<ArpFrame> = fc.record({
  destinationMac: mac,
  sourceMac: mac,
  arp: fc.record({
    operation: fc.constantFrom("request", "reply"),
    senderMac: mac,
    senderIp: fc.ipV4(),
    targetMac: mac,
    targetIp: fc.ipV4(),
  }),
});

test("a frame survives the wire", () => {
  fc.assert(
    fc.property(frame, (sent) => {
      expect(decodeArp(encodeArp(sent))).toEqual({ ok: true, frame: sent });
    }),
  );
});

test("decoding never throws on random bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(typeof decodeArp(bytes).ok).toBe("boolean");
    }),
  );
});

test("a gratuitous request is byte for byte the one keepalived 2.2.7 sends", () => {
  const bytes = gratuitousArp("02:00:00:00:00:01", "192.168.1.100");
  expect(Buffer.from(bytes).toString("hex")).toBe(
    [
      "ffffffffffff",
      "020000000001",
      "0806",
      "0001080006040001",
      "020000000001",
      "c0a80164",
      "ffffffffffff",
      "c0a80164",
    ].join(""),
  );
  const decoded = decodeArp(bytes);
  expect(decoded.ok && isGratuitous(decoded.frame.arp)).toBe(true);
});

test.each([
  ["short", new Uint8Array(13)],
  ["not-arp", new Uint8Array(60)],
  ["short", gratuitousArp("02:00:00:00:00:01", "10.0.0.1").subarray(0, 41)],
  [
    "operation",
    gratuitousArp("02:00:00:00:00:01", "10.0.0.1").map((byte, index) => (index === 21 ? 9 : byte)),
  ],
  [
    "not-ethernet-ipv4",
    gratuitousArp("02:00:00:00:00:01", "10.0.0.1").map((byte, index) => (index === 18 ? 8 : byte)),
  ],
])("is refused as %s", (reason, bytes) => {
  expect(decodeArp(bytes)).toEqual({ ok: false, reason });
});
