import { expect, test } from "vitest";
import { NameTable } from "../../../agent/tls/name-table.ts";

const table = new NameTable([
  { names: ["a.test", "*.wild.test"], entry: "first" },
  { names: ["b.test", "A.TEST", "x.wild.test"], entry: "second" },
]);

test.each([
  ["a.test", "first"],
  ["A.Test", "first"],
  ["b.test", "second"],
  ["any.wild.test", "first"],
  ["x.wild.test", "second"],
  ["two.labels.wild.test", undefined],
  ["wild.test", undefined],
  ["nobody.test", undefined],
  ["*.wild.test", "first"],
  ["", undefined],
  ["__proto__", undefined],
])("%s gets the certificate %s", (host, entry) => {
  expect(table.find(host)).toBe(entry);
});

test("a name that is left out gets none, though a wildcard would fit", () => {
  const except = new NameTable([{ names: ["*.b.test", "b.test"], except: ["x.b.test"], entry: "b" }]);
  expect([except.find("y.b.test"), except.find("X.b.test"), except.find("b.test")]).toEqual([
    "b",
    undefined,
    "b",
  ]);
});
