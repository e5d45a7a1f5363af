import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { JournalFile } from "../../../lab/node/journal-file.ts";
import { journalLine } from "../../../lab/node/journal-line.ts";

const now = new Date(2026, 10, 2, 7, 5, 9);
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bascule-journal-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  [
    "what keepalived sends",
    "<30>Nov 21 07:53:06 Keepalived_vrrp[42]: (VI_1) Entering MASTER STATE",
    "Nov 21 07:53:06 lb1 Keepalived_vrrp[42]: (VI_1) Entering MASTER STATE",
  ],
  [
    "a host name of a sender that has none to give",
    "<134>Nov  1 07:53:06 localhost haproxy[7]: Proxy http_front started.\n",
    "Nov  1 07:53:06 lb1 haproxy[7]: Proxy http_front started.",
  ],
  ["a line without time", "<13>root: hello", "Nov  2 07:05:09 lb1 root: hello"],
  ["a line without anything", "hello", "Nov  2 07:05:09 lb1 hello"],
  ["nothing", "", "Nov  2 07:05:09 lb1 "],
  ["line ends inside", "<13>x: one\ntwo\n\0", "Nov  2 07:05:09 lb1 x: one#012two"],
])("%s", (_, datagram, line) => {
  expect(journalLine(new TextEncoder().encode(datagram), "lb1", now)).toBe(line);
});

test("bytes that are no text become a line all the same", () => {
  const line = journalLine(new Uint8Array([0x3c, 0xff, 0xfe, 0x0a, 0x80]), "lb1", now);
  expect(line.split("\n")).toHaveLength(1);
});

test("the log goes on where it was, and begins anew beside the old one when it is large", async () => {
  const path = join(folder, "syslog");
  await writeFile(path, "before\n");
  new JournalFile(path).append(["one", "two"]);
  expect(await readFile(path, "utf8")).toBe("before\none\ntwo\n");
  const file = new JournalFile(path);
  file.append(["x".repeat(17 * 1024 * 1024)]);
  file.append(["new"]);
  expect(await readFile(path, "utf8")).toBe("new\n");
  expect((await stat(`${path}.1`)).size).toBeGreaterThan(17 * 1024 * 1024);
});

test("a log that cannot be written loses its lines and nothing else", () => {
  const file = new JournalFile(join(folder, "no/such/folder/syslog"));
  expect(() => file.append(["lost"])).not.toThrow();
});
