import { expect, test } from "vitest";
import { localDate, syslogDate } from "../../../agent/drive/local-time.ts";

test("the same second with other milliseconds, and back to an earlier one", () => {
  const at = (ms: number) => new Date(2026, 10, 2, 8, 5, 9).getTime() + ms;
  expect([at(7), at(999), at(1000), at(72)].map(localDate)).toEqual([
    "02/Nov/2026:08:05:09.007",
    "02/Nov/2026:08:05:09.999",
    "02/Nov/2026:08:05:10.000",
    "02/Nov/2026:08:05:09.072",
  ]);
  expect(syslogDate(at(0))).toBe("Nov  2 08:05:09");
});
