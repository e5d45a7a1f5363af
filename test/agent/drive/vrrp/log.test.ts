import { PassThrough, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { consoleSink, outliveReaders } from "../../../../agent/drive/vrrp/log.ts";

test("lines that nobody reads are left out and counted; when somebody reads again, the gap is told", async () => {
  const stream = new PassThrough();
  const sink = consoleSink(stream);
  for (let count = 0; count < 1000; count++) sink("info", "x".repeat(1000));
  expect(stream.writableLength).toBeLessThan(300_000);
  const all = text(stream);
  await new Promise((resolve) => stream.once("drain", resolve));
  sink("info", "again");
  stream.end();
  expect(await all).toMatch(/: \d{3} lines are missing here: nobody read them\n.*: again\n$/);
});

test("a reader who has gone is no error", () => {
  const stream = new Writable({ write: (_, _encoding, done) => done(new Error("EPIPE")) });
  outliveReaders(stream);
  const sink = consoleSink(stream);
  sink("info", "one");
  expect(() => sink("info", "two")).not.toThrow();
});
