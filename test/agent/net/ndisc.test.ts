import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatMac } from "../../../agent/base/ip.ts";
import { formatIpv6 } from "../../../agent/base/ipv6.ts";
import {
  decodeNdisc,
  encodeNdisc,
  multicastMac,
  neighbourProbe,
  solicitedNode,
  unsolicitedAdvertisement,
} from "../../../agent/net/ndisc.ts";
import recorded from "../../cases/vrrp-ipv6.json" with { type: "json" };

const mac = fc.uint8Array({ minLength: 6, maxLength: 6 }).map((bytes) => formatMac(bytes));
const address = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => formatIpv6(bytes));

describe("an unsolicited advertisement", () => {
  test.each(recorded.advertisements)("is keepalived's, byte for byte: $address", ({ frame, ...sent }) => {
    const ours = unsolicitedAdvertisement(sent.mac, sent.address, false);
    expect(Buffer.from(ours).toString("hex")).toBe(frame);
  });

  test("goes to all nodes, overrides, and says who is a router", () => {
    const ours = unsolicitedAdvertisement("02:00:00:00:00:01", "2001:db8::1", true);
    const message = {
      ...{ kind: "advertisement", target: "2001:db8::1", mac: "02:00:00:00:00:01" },
      ...{ router: true, solicited: false, override: true },
    };
    expect(decodeNdisc(ours)).toEqual({
      ok: true,
      frame: {
        ...{ destinationMac: "33:33:00:00:00:01", sourceMac: "02:00:00:00:00:01" },
        ...{ source: "2001:db8::1", destination: "ff02::1", message },
      },
    });
  });
});

test("a probe asks the owner's group, and does not say who asks", () => {
  expect(decodeNdisc(neighbourProbe("02:00:00:00:00:01", "2001:db8::12:3456"))).toEqual({
    ok: true,
    frame: {
      ...{ destinationMac: "33:33:ff:12:34:56", sourceMac: "02:00:00:00:00:01" },
      ...{ source: "::", destination: "ff02::1:ff12:3456" },
      message: { kind: "solicitation", target: "2001:db8::12:3456" },
    },
  });
});

test("groups have their Ethernet address", () => {
  expect(solicitedNode("fe80::100")).toBe("ff02::1:ff00:100");
  expect(multicastMac("ff02::1:ff00:100")).toBe("33:33:ff:00:01:00");
});

test("decoding inverts encoding", () => {
  const solicitation = fc.record(
    { kind: fc.constant("solicitation" as const), target: address, mac },
    { requiredKeys: ["kind", "target"] },
  );
  const flags = { router: fc.boolean(), solicited: fc.boolean(), override: fc.boolean() };
  const advertisement = fc.record(
    { kind: fc.constant("advertisement" as const), target: address, mac, ...flags },
    { requiredKeys: ["kind", "target", "router", "solicited", "override"] },
  );
  const path = { destinationMac: mac, sourceMac: mac, source: address, destination: address };
  fc.assert(
    fc.property(fc.record({ ...path, message: fc.oneof(solicitation, advertisement) }), (frame) => {
      expect(decodeNdisc(encodeNdisc(frame))).toEqual({ ok: true, frame });
    }),
  );
});

describe("what is none is refused", () => {
  const good = unsolicitedAdvertisement("02:00:00:00:00:01", "2001:db8::1", false);
  test.each([
    ["short", good.subarray(0, 40)],
    ["short", good.subarray(0, 80)],
    ["not-ndisc", changed(12, 8)],
    ["not-ndisc", changed(20, 17)],
    ["not-ndisc", changed(54, 128)],
    ["not-ndisc", changed(55, 1)],
    ["hop-limit", changed(21, 254)],
    ["checksum", changed(77, 2)],
    ["checksum", changed(22, 0xfe)],
  ])("%s", (reason, bytes) => {
    expect(decodeNdisc(bytes)).toEqual({ ok: false, reason });
  });

  test("whatever it is, without an exception", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), fc.nat(85), (bytes, at) => {
        const odd = Uint8Array.of(...good.subarray(0, at), ...bytes);
        expect(typeof decodeNdisc(odd).ok).toBe("boolean");
      }),
    );
  });

  function changed(offset: number, value: number): Uint8Array {
    const copy = good.slice();
    copy[offset] = value;
    return copy;
  }
});
