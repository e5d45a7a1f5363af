import { expect, test } from "vitest";
import { Average } from "../../../agent/stats/average.ts";
import { CheckRecord } from "../../../agent/stats/check-record.ts";
import { Rate } from "../../../agent/stats/rate.ts";

test("a rate counts this second, and what is left of the last one", () => {
  const rate = new Rate();
  for (let at = 0; at < 10; at++) rate.add(1000 + at);
  expect(rate.read(1500)).toBe(10);
  expect(rate.read(2250)).toBe(7);
  expect(rate.read(2999)).toBe(0);
  expect(rate.read(9000)).toBe(0);
  rate.add(9000);
  expect([rate.read(9000), rate.maximum]).toEqual([1, 10]);
});

test("an average follows the last 1024 values", () => {
  const time = new Average();
  for (let at = 0; at < 2000; at++) time.add(10);
  for (let at = 0; at < 6000; at++) time.add(20);
  expect(time.value).toBe(20);
  expect(time.maximum).toBe(20);
});

test("downtime counts while a server is down, and how often it went", () => {
  const record = new CheckRecord(2, 0);
  record.turned(false, 10_000);
  record.turned(false, 11_000);
  expect([record.downs, record.downSeconds(15_500), record.isUp]).toEqual([1, 5, false]);
  record.turned(true, 20_000);
  expect([record.downSeconds(99_000), record.lastChangeSeconds(99_000), record.isUp]).toEqual([10, 79, true]);
});
