import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ByteReader } from "../../../agent/peers/byte-reader.ts";
import { ByteWriter } from "../../../agent/peers/byte-writer.ts";
import { DictionaryReader, DictionaryWriter } from "../../../agent/peers/dictionary.ts";
import { readGreeting, readStatus, writeGreeting } from "../../../agent/peers/greeting.ts";
import { readKey, writeKey } from "../../../agent/peers/key-codec.ts";
import { MessageScan } from "../../../agent/peers/message.ts";
import { readDefinition, writeDefinition } from "../../../agent/peers/table-codec.ts";
import { StickTable } from "../../../agent/stick/table.ts";

function written(fill: (out: ByteWriter) => void): string {
  const out = new ByteWriter();
  fill(out);
  return Buffer.from(out.take()).toString("hex");
}

// Seen on the wire of HAProxy 2.6.12.
test.each([
  [0, "00"],
  [239, "ef"],
  [240, "f000"],
  [300, "fc03"],
  [10_000, "f0e203"],
  [60_000, "f0971c"],
  [9286, "f6b503"],
])("%i is written %s", (number, hex) => {
  expect(written((out) => out.varint(number))).toBe(hex);
  expect(new ByteReader(Buffer.from(hex, "hex")).varint()).toBe(number);
});

test("numbers up to 2^53 come back", () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (number) => {
      const bytes = Buffer.from(
        written((out) => out.varint(number)),
        "hex",
      );
      expect(new ByteReader(bytes).varint()).toBe(number);
    }),
  );
});

test("nothing throws on any bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      readDefinition(new ByteReader(bytes));
      new DictionaryReader().read(new ByteReader(bytes));
      for (const type of ["ip", "ipv6", "integer", "string", "binary"] as const)
        readKey(new ByteReader(bytes), type, bytes[0] ?? 0);
      new MessageScan().push(bytes);
      readGreeting(Buffer.from(bytes).toString("latin1"));
    }),
  );
});

// As HAProxy 2.6.12 describes these tables.
test.each([
  [
    {
      name: "p/t1",
      type: "string",
      length: 10,
      expireMs: 60_000,
      stored: [
        { name: "gpc0" },
        { name: "http_req_rate", periodMs: 10_000 },
        { name: "gpt0" },
        { name: "conn_cur" },
        { name: "bytes_in_cnt" },
      ],
    },
    "05032f7431060bf6b503f0971c0af0e203",
  ],
  [
    {
      name: "p/t1",
      type: "ip",
      length: 32,
      stored: [
        { name: "gpc", count: 2 },
        { name: "gpt", count: 2 },
        { name: "gpc_rate", count: 2, periodMs: 5000 },
      ],
    },
    "05032f74310404f0f1fe6e00160217021802f8a901",
  ],
] as const)("a table is described in the original's bytes", (shape, hex) => {
  const table = new StickTable({ size: 10, keepsOld: false, serverKey: "name", peers: "p", ...shape });
  expect(written((out) => writeDefinition(out, 5, table))).toBe(hex);
  const read = readDefinition(new ByteReader(Buffer.from(hex, "hex")));
  expect({ ...read, columns: read.columns.length }).toEqual({
    id: 5,
    name: "/t1",
    type: shape.type,
    keyBytes: shape.type === "ip" ? 4 : 11,
    columns: table.columns.length,
  });
  expect(read.columns).toEqual(table.columns);
});

describe("keys", () => {
  test.each([
    ["ip", "127.0.0.1", "7f000001"],
    ["ipv6", "2001:db8::1", "20010db8000000000000000000000001"],
    ["integer", "77", "0000004d"],
    ["string", "abc", "03616263"],
    ["binary", "xyzw", "78797a77"],
  ] as const)("%s %s", (type, key, hex) => {
    expect(written((out) => writeKey(out, { type, length: 4 }, key))).toBe(hex);
    expect(readKey(new ByteReader(Buffer.from(hex, "hex")), type, 4)).toBe(key);
  });
});

test("a text is sent once, and by its number from then on, however many others come between", () => {
  const [writer, reader] = [new DictionaryWriter(), new DictionaryReader()];
  const names = [
    "s1",
    "s1",
    undefined,
    "s2",
    ...Array.from({ length: 200 }, (_, at) => `x${at}`),
    "s1",
    "s1",
  ];
  const hex = written((out) => {
    for (const name of names) writer.write(out, name);
  });
  expect(hex.slice(0, 26)).toBe("0401027331" + "0101" + "00" + "0402027332");
  const data = new ByteReader(Buffer.from(hex, "hex"));
  expect(names.map(() => reader.read(data))).toEqual(names);
  expect([data.left, data.bad]).toEqual([0, false]);
});

test.each([
  ["HAProxyS 2.1\nB\nA 88 1\n", { kind: "greeting", callee: "B", caller: "A", minor: 1, sizeBytes: 22 }],
  ["HAProxyS 2.0\nB\nA 88 1\nrest", { kind: "greeting", callee: "B", caller: "A", minor: 0, sizeBytes: 22 }],
  ["HAProxyS 2.1\nB\nA 88", { kind: "more" }],
  ["HAPr", { kind: "more" }],
  ["GET / HTTP/1.1\r\n", { kind: "refused", status: 501 }],
  ["HAProxyS 3.1\nA\nB 1 1\n", { kind: "refused", status: 502 }],
])("%j", (text, expected) => {
  expect(readGreeting(text)).toEqual(expected);
});

test("what one writes the other reads", () => {
  expect(readGreeting(writeGreeting("B", "A", 7))).toMatchObject({ callee: "B", caller: "A", minor: 1 });
  expect([readStatus("20"), readStatus("200\nx"), readStatus("junk that is long")]).toEqual([
    undefined,
    { status: 200, sizeBytes: 4 },
    { status: 501, sizeBytes: 0 },
  ]);
});
