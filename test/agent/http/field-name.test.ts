import { expect, test } from "vitest";
import { latin1Bytes } from "../../../agent/http/bytes.ts";
import { fieldId, hashStep, idOf } from "../../../agent/http/field-name.ts";

function hashOf(name: string): number {
  return latin1Bytes(name).reduce(hashStep, 0);
}

function find(name: string): number {
  const bytes = latin1Bytes(name);
  return idOf(hashOf(name), bytes, 0, bytes.length);
}

const names = ["host", "content-length", "transfer-encoding", "connection", "upgrade", "expect"];

test("each name that frames or routes is found", () => {
  expect(names.map(find)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(Object.values(fieldId)).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test.each(names)("a name with the hash of %s is not taken for it", (name) => {
  // One more in a place weighs as much as 31 in the next.
  const [first = 0, second = 0] = latin1Bytes(name);
  const twin = `${String.fromCharCode(first + 1, second - 31)}${name.slice(2)}`;
  expect(hashOf(twin)).toBe(hashOf(name));
  expect(find(twin)).toBe(0);
  expect(find(`${name}x`)).toBe(0);
});
