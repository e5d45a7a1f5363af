import { expect, test } from "vitest";
import { LineText } from "../../../agent/rule/line-text.ts";

test.each([0, 7, 10, 99, 100, 65_535, 4_294_967_295, 4_294_967_296, -1, 0.9, 12.7, -0.5])(
  "the number %d",
  (value) => {
    expect(new LineText().begin(0).number(value).toString()).toBe(String(Math.floor(value)));
  },
);

test("what could forge a line is encoded; a long line gets more room", () => {
  const line = new LineText().begin(3);
  line.byte(91).printable('a"b#\n\u00e9\u007f').text("]".repeat(40_000));
  expect(line.toString()).toBe(`[a#22b#23#0A#E9#7F${"]".repeat(40_000)}`);
  expect(
    line
      .begin(0)
      .printableBytes(Uint8Array.of(65, 34, 66, 200), 0, 3)
      .toString(),
  ).toBe("A#22B");
  expect(line.begin(0).text("next").toString()).toBe("next");
});

test("what stands in front of the message is written later, and again", () => {
  const line = new LineText().begin(8).text("message");
  for (const front of ["<134>: ", "<6>"]) {
    const start = line.front(front);
    expect(String.fromCharCode(...line.bytes.subarray(start, line.end))).toBe(`${front}message`);
  }
});
