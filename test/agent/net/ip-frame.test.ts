import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatIpv4, formatMac } from "../../../agent/base/ip.ts";
import { formatIpv6 } from "../../../agent/base/ipv6.ts";
import { decodeFrame, encodeFrame } from "../../../agent/net/ip-frame.ts";
import recorded from "../../cases/vrrp-ipv6.json" with { type: "json" };

const mac = fc.uint8Array({ minLength: 6, maxLength: 6 }).map((bytes) => formatMac(bytes));
const payload = fc.uint8Array({ maxLength: 200 });
const families = [
  [4, fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => formatIpv4(bytes))],
  [6, fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => formatIpv6(bytes))],
] as const;

test.each(recorded.adverts)("keepalived's frame, but for its flow label: $name", ({ frame, packet }) => {
  const bytes = new Uint8Array(Buffer.from(frame, "hex"));
  const ours = encodeFrame(6, {
    ...packet,
    ...{ protocol: 112, payload: bytes.subarray(54), sourceMac: "02:00:00:00:00:0a" },
  });
  bytes.fill(0, 16, 18);
  expect(Buffer.from(ours).toString("hex")).toBe(Buffer.from(bytes).toString("hex"));
});

test("an IPv4 frame has the checksum of its header and the MAC of its group", () => {
  const ours = encodeFrame(4, {
    ...{ source: "192.168.1.11", destination: "224.0.0.18", ttl: 255, protocol: 112 },
    ...{ payload: new Uint8Array(), sourceMac: "00:00:5e:00:01:33" },
  });
  expect(Buffer.from(ours).toString("hex")).toBe(
    "01005e00001200005e000133080045c0001400000000ff7018f4c0a8010be0000012",
  );
});

describe.each(families)("IPv%i", (family, address) => {
  test("decoding inverts encoding", () => {
    const packet = fc.record({ source: address, destination: address, ttl: fc.nat(255), payload });
    fc.assert(
      fc.property(packet, mac, (sent, sourceMac) => {
        const frame = encodeFrame(family, { ...sent, sourceMac, protocol: 112 });
        expect(decodeFrame(family, frame)).toMatchObject(sent);
      }),
    );
  });

  test("decoding never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.constantFrom(0x45, 0x60), (bytes, first) => {
        const frame = Uint8Array.of(...new Uint8Array(14), first, ...bytes);
        expect(["object", "undefined"]).toContain(typeof decodeFrame(family, frame));
      }),
    );
  });
});
