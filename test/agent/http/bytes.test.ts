import { expect, test } from "vitest";
import { familiar, latin1, latin1Bytes } from "../../../agent/http/bytes.ts";

test.each([0, 1, 3, 4, 7, 8, 9, 15, 23, 63, 64, 65, 5000])(
  "%d bytes are as many characters, and back",
  (length) => {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 37 + 200) & 255);
    const text = latin1(bytes);
    expect([...text].map((sign) => sign.charCodeAt(0))).toEqual([...bytes]);
    expect(latin1Bytes(text)).toEqual(bytes);
    expect(latin1(bytes, 2, Math.max(2, length - 3))).toBe(text.slice(2, Math.max(2, length - 3)));
  },
);

test("what is said again is the same text, and what is said anew is not", () => {
  const said = [
    "a",
    "b",
    "/api/items",
    "/api/itemz",
    "/ipa/items",
    "",
    "x".repeat(64),
    "x".repeat(65),
    "\u00e9",
  ];
  for (const text of [...said, ...said].flatMap((one) => [one, one]))
    expect(familiar(latin1Bytes(`-${text}-`), 1, 1 + text.length)).toBe(text);
});
