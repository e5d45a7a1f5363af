import { expect, test } from "vitest";
import { readGreeting } from "../../../agent/proxy-protocol/read.ts";
import { writeGreeting } from "../../../agent/proxy-protocol/write.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const v4 = [
  { host: "192.0.2.1", port: 56_324 },
  { host: "198.51.100.2", port: 443 },
] as const;
const v6 = [
  { host: "2001:db8::1", port: 1 },
  { host: "fe80::2", port: 65_535 },
] as const;

test.each([
  ["1 with IPv4", 1, v4],
  ["1 with IPv6", 1, v6],
  ["2 with IPv4", 2, v4],
  ["2 with IPv6", 2, v6],
] as const)("version %s is read back, from pieces of any size", (_, version, [remote, local]) => {
  const header = writeGreeting(version, remote, local);
  const whole = new Uint8Array([...header, 71, 69, 84]);
  for (let size = 1; size < header.length; size++)
    expect(readGreeting(whole.subarray(0, size))).toEqual({ kind: "more" });
  expect(readGreeting(whole)).toEqual({ kind: "greeting", sizeBytes: header.length, remote, local });
});

test("version 1 is the line that others write", () => {
  expect(new TextDecoder().decode(writeGreeting(1, ...v4))).toBe(
    "PROXY TCP4 192.0.2.1 198.51.100.2 56324 443\r\n",
  );
});

test.each([1, 2] as const)("version %d of a connection without addresses says nothing of them", (version) => {
  const header = writeGreeting(version, undefined, undefined);
  expect(readGreeting(header)).toEqual({ kind: "greeting", sizeBytes: header.length });
});

test("one end in IPv4 and the other in IPv6 are both written as IPv6", () => {
  const read = readGreeting(writeGreeting(2, v4[0], v6[1]));
  expect(read).toMatchObject({ remote: { host: "::ffff:c000:201" }, local: v6[1] });
});

test.each([
  ["GET / HTTP/1.1\r\n", "strange"],
  ["PROXY TCP4 192.0.2.1 198.51.100.2 56324\r\n", "invalid"],
  ["PROXY TCP4 192.0.2.300 198.51.100.2 1 2\r\n", "invalid"],
  ["PROXY TCP4 192.0.2.1 198.51.100.2 1 70000\r\n", "invalid"],
  ["PROXY TCP6 192.0.2.1 198.51.100.2 1 2\r\n", "invalid"],
  ["PROXY UDP4 192.0.2.1 198.51.100.2 1 2\r\n", "invalid"],
  ["PROXY TCP4 192.0.2.1 198.51.100.2 1 2\n", "invalid"],
  [`PROXY UNKNOWN ${"x".repeat(100)}`, "invalid"],
])("%j is %s", (text, kind) => {
  expect(readGreeting(bytes(text))).toEqual({ kind });
});

test("options behind the addresses belong to the header; LOCAL says nothing of the client", () => {
  const header = new Uint8Array([...writeGreeting(2, ...v4), 3, 0, 1, 0]);
  header[15] = 16;
  expect(readGreeting(header)).toMatchObject({ sizeBytes: header.length, remote: v4[0] });
  header[12] = 0x20;
  expect(readGreeting(header)).toEqual({ kind: "greeting", sizeBytes: header.length });
  header[12] = 0x31;
  expect(readGreeting(header)).toEqual({ kind: "invalid" });
});
