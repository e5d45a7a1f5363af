import { expect, test } from "vitest";
import { style } from "../../../../lab/report/page/style.ts";

/** `--ink: #17202a` and its like, by name; the first of a style sheet's blocks is the light one. */
function colours(block: string): ReadonlyMap<string, string> {
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/g)].map(([, name = "", hex = ""]) => [name, hex]),
  );
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const digits = hex.length === 4 ? hex.slice(1).replace(/./g, "$&$&") : hex.slice(1);
  const [r = 0, g = 0, b = 0] = (digits.match(/../g) ?? []).map((pair) => {
    const share = Number.parseInt(pair, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Text, and what it stands on. */
const pairs = [
  ...["ink", "soft", "link", "pass", "fail", "unknown"].map((text) => [text, "paper"] as const),
  ...["ink", "soft", "pass", "fail", "unknown"].map((text) => [text, "raised"] as const),
  ...["first", "second", "third", "other", "lost", "good", "wait", "skew"].map((bar) => ["on", bar] as const),
  ["calm-ink", "calm"],
  ["calm-ink", "paper"],
  ["paper", "soft"],
] as const;

const [light = "", dark = ""] = style.split("@media screen and (prefers-color-scheme: dark)");

test.each([
  ["light", light],
  ["dark", dark.split("@media")[0] ?? ""],
])("every text can be read: %s", (_, block) => {
  const palette = colours(block);
  const weak = pairs.flatMap(([text, ground]) => {
    const ratio = contrast(palette.get(text) ?? "#000", palette.get(ground) ?? "#000");
    return ratio >= 4.5 ? [] : [`${text} on ${ground}: ${ratio.toFixed(2)}`];
  });
  expect(weak).toEqual([]);
});
