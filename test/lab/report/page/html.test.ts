import fc from "fast-check";
import { parseFragment } from "parse5";
import { expect, test } from "vitest";
import { html, styleElement } from "../../../../lab/report/page/html.ts";
import { attributesIn, textOf } from "./document.ts";

/** What a reader sees of a text: line ends as browsers have them, nothing that could mislead. */
function visible(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/(?![\t\n])[\p{Cc}\p{Bidi_Control}\p{Noncharacter_Code_Point}]/gu, "\ufffd");
}

test("any text comes back as it was, from an element and from an attribute", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const fragment = parseFragment(String(html`<p title="${text}">.${text}</p>`));
      expect(textOf(fragment)).toBe(`.${visible(text)}`);
      expect(attributesIn(fragment)).toEqual([{ name: "title", value: visible(text) }]);
    }),
  );
});

test("markup is put in as it is, lists one after the other, nothing for undefined and false", () => {
  const items = [1, 2].map((n) => html`<li>${n}</li>`);
  expect(String(html`<ul>${items}${undefined}${false}${[html`<li>&</li>`]}</ul>`)).toBe(
    "<ul><li>1</li><li>2</li><li>&</li></ul>",
  );
});

test("a style sheet cannot end its element", () => {
  expect(() => styleElement("a { } </style><script>")).toThrow(RangeError);
});
