import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeArp } from "../../../agent/net/arp.ts";
import { macName, nodeNames } from "../../../lab/node/node-names.ts";
import { arpReplyFilter, echoReplyFilter, protocolFilter } from "../../../lab/node/packet-filter.ts";

/** Runs a classic BPF program as the kernel does (only the instructions that our filters use). */
function accepts(program: Uint8Array, frame: Uint8Array): boolean {
  const code = new DataView(program.buffer);
  const packet = new DataView(frame.buffer, frame.byteOffset, frame.length);
  const sizes: Readonly<Record<number, number>> = { 48: 1, 40: 2, 32: 4 };
  let accumulator = 0;
  for (let at = 0; ; at += 1) {
    const operation = code.getUint16(8 * at, true);
    const value = code.getUint32(8 * at + 4, true);
    const size = sizes[operation];
    if (operation === 6) return value > 0;
    if (size !== undefined) {
      // A load beyond the packet's end ends the program with "nothing".
      if (value + size > frame.length) return false;
      accumulator =
        size === 1 ? packet.getUint8(value) : size === 2 ? packet.getUint16(value) : packet.getUint32(value);
    } else {
      const jumps = operation === 0x15 ? accumulator === value : (accumulator & value) !== 0;
      at += code.getUint8(8 * at + (jumps ? 2 : 3));
    }
  }
}

const vip = Uint8Array.of(192, 168, 1, 100);

/** An Ethernet frame with an IPv4 header of 20 bytes. */
function ipv4(change: Readonly<Record<number, number>> = {}): Uint8Array {
  const frame = new Uint8Array(60);
  frame[14] = 0x45;
  frame[23] = 1;
  frame.set(vip, 26);
  for (const [offset, value] of Object.entries(change)) frame[Number(offset)] = value;
  return frame;
}

test.each([
  ["an echo reply from the virtual IP", {}, true],
  ["an echo request", { 34: 8 }, false],
  ["from another address", { 29: 101 }, false],
  ["TCP", { 23: 6 }, false],
  ["a later fragment", { 21: 1 }, false],
  ["with IP options", { 14: 0x46 }, false],
])("the echo filter: %s", (_, change, expected) => {
  expect(accepts(echoReplyFilter(vip), ipv4(change))).toBe(expected);
});

test.each([
  [112, true],
  [6, false],
])("the filter for VRRP on a packet of protocol %i: %s", (protocol, expected) => {
  expect(accepts(protocolFilter(112), ipv4({ 23: protocol }))).toBe(expected);
});

const mac = Uint8Array.of(0x02, 0xba, 0x5c, 0, 0, 5);

test.each([
  ["a reply to us", "reply", "02:ba:5c:00:00:05", true],
  ["a request", "request", "02:ba:5c:00:00:05", false],
  ["a reply to another", "reply", "02:ba:5c:00:00:06", false],
] as const)("the ARP filter: %s", (_, operation, destinationMac, expected) => {
  const sender = { senderMac: "02:00:00:00:00:01", senderIp: "192.168.1.100" };
  const arp = { operation, ...sender, targetMac: destinationMac, targetIp: "0.0.0.0" };
  const frame = encodeArp({ destinationMac, sourceMac: "02:00:00:00:00:01", arp });
  expect(accepts(arpReplyFilter(mac), frame)).toBe(expected);
});

test("the filters end on any bytes", () => {
  const filters = [echoReplyFilter(vip), protocolFilter(112), arpReplyFilter(mac)];
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.constantFrom(...filters), (bytes, filter) => {
      expect(typeof accepts(filter, bytes)).toBe("boolean");
    }),
  );
});

test("frames are named by their source MAC, unknown ones by the MAC itself", () => {
  const names = nodeNames(["02:00:00:00:00:0A=lb1"]);
  const frame = new Uint8Array(14);
  frame.set([2, 0, 0, 0, 0, 10], 6);
  expect(macName(frame, names)).toBe("lb1");
  frame[11] = 11;
  expect(macName(frame, names)).toBe("02:00:00:00:00:0b");
});

test.each(["lb1", "02:00:00:00:00:01", "02:00=lb1", "02:00:00:00:00:01="])(
  "--name %s is refused",
  (option) => {
    expect(() => nodeNames([option])).toThrow(RangeError);
  },
);
