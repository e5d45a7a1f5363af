import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { matchers } from "../../../../agent/acl/index.ts";
import { predefinedNames } from "../../../../agent/acl/predefined.ts";
import { commands } from "../../../../agent/stats/command/index.ts";

const page = readFileSync(new URL("../../../../docs/haproxy.md", import.meta.url), "utf8");

function row(title: string): string {
  return page.split("\n").find((line) => line.startsWith(`| ${title}`)) ?? "";
}

function namesIn(text: string): readonly string[] {
  const withoutValues = text.replace(/\([^)]*\)/g, "");
  return [...withoutValues.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "").sort();
}

test("the page names every command of the statistics socket", () => {
  for (const { words, level } of commands) {
    const [command] = namesIn(row(`\`${level}\` |`)).filter((name) => name.startsWith(words.join(" ")));
    expect(command, words.join(" ")).toBeDefined();
  }
});

test.each([
  ["`-m`", [...matchers.keys()]],
  ["predefined", predefinedNames],
])("the page names exactly what there is of %s", (title, known) => {
  expect(namesIn(row(title).split("|")[2] ?? "")).toEqual([...known].sort());
});
