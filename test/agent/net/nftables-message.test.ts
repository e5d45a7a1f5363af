import fc from "fast-check";
import { expect, test } from "vitest";
import { deviceGate, leaseTable } from "../../../agent/drive/vrrp/lease/ruleset.ts";
import { align, decodeAttributes, headerBytes } from "../../../agent/net/netlink-codec.ts";
import { decodeTableNames, encodeNftBatch, encodeTableDump } from "../../../agent/net/nftables-message.ts";

const names = { table: "bascule-1", mark: Uint8Array.of(1, 2, 3, 4) };

/** A message in words: its type, its sequence number, then its attributes as a tree. */
function messagesOf(bytes: Uint8Array): readonly string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const found: string[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const size = view.getUint32(offset, true);
    const type = view.getUint16(offset + 4, true).toString(16);
    const body = bytes.subarray(offset + headerBytes + 4, offset + size);
    found.push(`${type} #${view.getUint32(offset + 8, true)} ${tree(body)}`);
    offset += align(size);
  }
  return found;
}

/** Lists of list elements all have type 1, so these are walked by hand. */
function tree(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts: string[] = [];
  for (let offset = 0; offset + 4 <= bytes.length; ) {
    const size = view.getUint16(offset, true);
    const type = view.getUint16(offset + 2, true);
    const data = bytes.subarray(offset + 4, offset + size);
    parts.push(type & 0x8000 ? `${type & 0x3fff}{${tree(data)}}` : `${type}=${value(data)}`);
    offset += align(size);
  }
  return parts.join(" ");
}

function value(data: Uint8Array): string {
  const word = new TextDecoder().decode(data);
  return /^[\w.-]{2,}\0$/.test(word) ? word.slice(0, -1) : Buffer.from(data).toString("hex");
}

test("the table of a lease is these messages", () => {
  const gate = { device: "eth0", hook: "ingress", chain: "in-eth0-2" } as const;
  const changes = [...leaseTable(names), ...deviceGate(names, gate)];
  expect(messagesOf(encodeNftBatch(changes, 7))).toMatchSnapshot();
});

test("addresses come and go as elements of a set", () => {
  const keys = [Uint8Array.of(192, 168, 1, 100), Uint8Array.of(192, 168, 1, 101)];
  const where = { table: "bascule-1", set: "owned4", keys } as const;
  const bytes = encodeNftBatch(
    [
      { kind: "add-elements", ...where },
      { kind: "delete-elements", ...where },
    ],
    1,
  );
  expect(messagesOf(bytes)).toMatchSnapshot();
});

test("the names of tables are read from the answer to a dump", () => {
  const bytes = encodeNftBatch(
    [
      { kind: "add-table", table: "one" },
      { kind: "add-table", table: "two" },
    ],
    1,
  );
  expect(decodeTableNames(bytes)).toEqual(["one", "two"]);
  expect(decodeTableNames(encodeTableDump(1))).toEqual([]);
});

test("whatever arrives, reading it never throws", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(Array.isArray(decodeTableNames(bytes))).toBe(true);
      expect(decodeAttributes(bytes).size).toBeGreaterThanOrEqual(0);
    }),
  );
});
