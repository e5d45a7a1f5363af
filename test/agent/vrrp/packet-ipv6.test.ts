import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatIpv6 } from "../../../agent/base/ipv6.ts";
import { decodeAdvert, encodeAdvert, type SentAdvert } from "../../../agent/vrrp/packet.ts";
import recorded from "../../cases/vrrp-ipv6.json" with { type: "json" };

/** Behind the Ethernet and IPv6 headers. */
const payloadOf = (frame: string) => new Uint8Array(Buffer.from(frame, "hex").subarray(14 + 40));

describe("what keepalived sends over IPv6", () => {
  test.each(recorded.adverts)("is read, and written byte for byte: $name", ({ frame, packet, advert }) => {
    const payload = payloadOf(frame);
    expect(decodeAdvert(payload, packet)).toMatchObject({ ok: true, advert });
    const authentication = advert.version === 2 ? { authentication: { type: "none" } } : {};
    const sent = encodeAdvert({ ...advert, ...authentication } as SentAdvert, packet);
    expect(Buffer.from(sent).toString("hex")).toBe(Buffer.from(payload).toString("hex"));
  });

  test.each(recorded.adverts)("counts only with its own checksum: $name", ({ frame, packet }) => {
    const other = { ...packet, source: "fe80::ff:fe00:b" };
    expect(decodeAdvert(payloadOf(frame), other)).toEqual({ ok: false, reason: "checksum" });
    for (const offset of [2, 12]) {
      const odd = payloadOf(frame);
      odd[offset] = (odd[offset] ?? 0) ^ 1;
      expect(decodeAdvert(odd, packet)).toEqual({ ok: false, reason: "checksum" });
    }
  });

  test.each(recorded.adverts)("has its length: $name", ({ frame, packet }) => {
    const long = Uint8Array.of(...payloadOf(frame), 0);
    expect(decodeAdvert(long, packet)).toEqual({ ok: false, reason: "length" });
    expect(decodeAdvert(long.subarray(0, 23), packet)).toEqual({ ok: false, reason: "length" });
  });
});

const address = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => formatIpv6(bytes));

test("decoding inverts encoding", () => {
  const fields = fc.record({
    virtualRouterId: fc.integer({ min: 1, max: 255 }),
    priority: fc.nat(255),
    advertMs: fc.integer({ min: 1, max: 4095 }).map((centiseconds) => centiseconds * 10),
    addresses: fc.array(address, { minLength: 1, maxLength: 255 }),
  });
  fc.assert(
    fc.property(fields, address, address, (sent, source, destination) => {
      const path = { source, destination };
      const bytes = encodeAdvert({ version: 3, ...sent }, path);
      const advert = { version: 3, ...sent, checksumReading: "pseudo-header" };
      expect(decodeAdvert(bytes, path)).toEqual({ ok: true, advert });
    }),
  );
});

test("decoding never throws", () => {
  const path = { source: "fe80::1", destination: "ff02::12" };
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.constantFrom(0x21, 0x31, 0x41), (bytes, first) => {
      expect(typeof decodeAdvert(Uint8Array.of(first, ...bytes), path).ok).toBe("boolean");
    }),
  );
});
