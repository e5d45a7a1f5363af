import { expect, test } from "vitest";
import { tryAll } from "../../../agent/drive/try-all.ts";

test("the items after a failed one are done too, and every message is told", () => {
  const done: number[] = [];
  const act = (item: number) => {
    if (item !== 2) throw new Error(`no ${item}`);
    done.push(item);
  };
  expect(() => tryAll([1, 2, 3], act)).toThrow("no 1; no 3");
  expect(done).toEqual([2]);
});
