import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checksum } from "../../../agent/base/checksum.ts";
import { decodeAdvert } from "../../../agent/vrrp/packet.ts";
import { type AdvertV2, encodeV2 } from "../../../agent/vrrp/packet-v2.ts";
import { type AdvertV3, encodeV3 } from "../../../agent/vrrp/packet-v3.ts";

const address = fc.ipV4();
const advert: fc.Arbitrary<AdvertV2> = fc.record({
  version: fc.constant(2 as const),
  virtualRouterId: fc.integer({ min: 1, max: 255 }),
  priority: fc.integer({ min: 0, max: 255 }),
  advertMs: fc.integer({ min: 1, max: 255 }).map((seconds) => seconds * 1000),
  addresses: fc.array(address, { minLength: 1, maxLength: 20 }),
  authentication: fc.oneof(
    fc.constant({ type: "none" as const }),
    fc.record({
      type: fc.constant("pass" as const),
      password: fc.uint8Array({ minLength: 8, maxLength: 8 }),
    }),
  ),
});

/** Captured from keepalived 2.2.7 with module 16's first file: priority 101, `secret12`. */
const captured = Uint8Array.from(Buffer.from("213365010101493fc0a801647365637265743132", "hex"));

describe("an advert", () => {
  test("of keepalived is read", () => {
    expect(decodeAdvert(captured)).toEqual({
      ok: true,
      advert: {
        version: 2,
        virtualRouterId: 51,
        priority: 101,
        advertMs: 1000,
        addresses: ["192.168.1.100"],
        authentication: { type: "pass", password: new TextEncoder().encode("secret12") },
      },
    });
  });

  test("survives the wire", () => {
    fc.assert(
      fc.property(advert, (sent) => {
        expect(decodeAdvert(encodeV2(sent))).toEqual({ ok: true, advert: sent });
      }),
    );
  });

  test("with one changed bit is not accepted as it is", () => {
    fc.assert(
      fc.property(advert, fc.nat(), (sent, position) => {
        const bytes = encodeV2(sent);
        const bit = position % (bytes.length * 8);
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const decoded = decodeAdvert(bytes);
        // A flip in the version nibble may make a version 3 of it, which is read but never listened to.
        expect(decoded.ok && decoded.advert.version === 2).toBe(false);
      }),
    );
  });

  test("never throws on random bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(typeof decodeAdvert(bytes).ok).toBe("boolean");
      }),
    );
  });
});

describe("a packet is refused with the reason", () => {
  const good = encodeV2({
    version: 2,
    virtualRouterId: 51,
    priority: 100,
    advertMs: 1000,
    addresses: ["192.168.1.100"],
    authentication: { type: "none" },
  });

  test.each([
    ["short", good.subarray(0, 7)],
    ["version", changed(good, 0, 0x11)],
    ["type", changed(good, 0, 0x22)],
    ["length", good.subarray(0, good.length - 1)],
    ["length", changed(good, 3, 2)],
    ["checksum", changed(good, 2, 99, false)],
    ["interval", changed(good, 5, 0)],
    [
      "count",
      encodeV2({
        version: 2,
        virtualRouterId: 1,
        priority: 1,
        advertMs: 1000,
        addresses: [],
        authentication: { type: "none" },
      }),
    ],
  ])("%s", (reason, bytes) => {
    expect(decodeAdvert(bytes)).toEqual({ ok: false, reason });
  });
});

describe("an advert of version 3", () => {
  const ip = { source: "10.0.0.1", destination: "224.0.0.18" };
  const sent: Omit<AdvertV3, "checksumReading"> = {
    ...{ version: 3, virtualRouterId: 7, priority: 200, advertMs: 100, addresses: ["10.0.0.9"] },
  };
  const bytes = encodeV3(sent, ip);

  test("is sent with the pseudo-header in its checksum, as keepalived sends it", () => {
    // Captured from keepalived 2.2.7: 192.168.1.12, priority 253, 0.1 s.
    const path = { source: "192.168.1.12", destination: "224.0.0.18" };
    const fields = { virtualRouterId: 51, priority: 253, advertMs: 100, addresses: ["192.168.1.100"] };
    expect(Buffer.from(encodeV3(fields, path)).toString("hex")).toBe("3133fd01000a6d70c0a80164");
    expect(decodeAdvert(bytes, ip)).toEqual({
      ok: true,
      advert: { ...sent, checksumReading: "pseudo-header" },
    });
  });

  test("is read with a checksum over the payload alone, and unchecked without the packet's addresses", () => {
    const other = changed(bytes, 0, 0x31);
    expect(decodeAdvert(other, ip)).toEqual({ ok: true, advert: { ...sent, checksumReading: "payload" } });
    expect(decodeAdvert(bytes)).toEqual({ ok: true, advert: { ...sent, checksumReading: "unchecked" } });
  });

  test.each([
    ["checksum", bytes.with(2, 99), ip],
    ["checksum", bytes, { ...ip, source: "10.0.0.2" }],
    ["length", bytes.subarray(0, 11), ip],
    ["length", Uint8Array.of(...bytes, ...new Uint8Array(8)), ip],
    ["interval", encodeV3({ ...sent, advertMs: 0 }, ip), ip],
    ["count", encodeV3({ ...sent, addresses: [] }, ip), ip],
  ])("is refused because of its %s", (reason, packet, path) => {
    expect(decodeAdvert(packet, path)).toEqual({ ok: false, reason });
  });

  test("survives the wire, from 10 ms to 40.95 s, whatever stands in its reserved bits", () => {
    const arbitrary = fc.record({
      virtualRouterId: fc.integer({ min: 1, max: 255 }),
      priority: fc.integer({ min: 0, max: 255 }),
      advertMs: fc.integer({ min: 1, max: 4095 }).map((hundredths) => hundredths * 10),
      addresses: fc.array(address, { minLength: 1, maxLength: 20 }),
    });
    const path = fc.record({ source: address, destination: address });
    fc.assert(
      fc.property(arbitrary, path, fc.integer({ min: 0, max: 15 }), (fields, way, reserved) => {
        const packet = encodeV3(fields, way);
        expect(decodeAdvert(packet, way)).toMatchObject({ ok: true, advert: { version: 3, ...fields } });
        const odd = changed(packet, 4, (packet[4] ?? 0) | (reserved << 4));
        expect(decodeAdvert(odd, way)).toMatchObject({ ok: true, advert: fields });
      }),
    );
  });
});

function changed(bytes: Uint8Array, offset: number, value: number, repairChecksum = true): Uint8Array {
  const copy = bytes.slice();
  copy[offset] = value;
  if (!repairChecksum) return copy;
  const view = new DataView(copy.buffer);
  view.setUint16(6, 0);
  view.setUint16(6, checksum(copy));
  return copy;
}
