import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { converters, fetches, matchers } from "../../../../agent/acl/index.ts";
import { predefinedNames } from "../../../../agent/acl/predefined.ts";
import { bindWords } from "../../../../agent/config/haproxy/bind-word.ts";
import { globalKeywords, proxyKeywords } from "../../../../agent/config/haproxy/index.ts";
import { options } from "../../../../agent/config/haproxy/option.ts";
import { serverWords } from "../../../../agent/config/haproxy/server-word.ts";
import { statsWords } from "../../../../agent/config/haproxy/stats-page.ts";
import { actions } from "../../../../agent/rule/index.ts";
import { commands } from "../../../../agent/stats/command/index.ts";

const page = readFileSync(new URL("../../../../docs/haproxy.md", import.meta.url), "utf8");

function row(title: string): string {
  return page.split("\n").find((line) => line.startsWith(`| ${title}`)) ?? "";
}

function namesIn(text: string): readonly string[] {
  const withoutValues = text.replace(/\([^)]*\)/g, "");
  return [...withoutValues.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "").sort();
}

test("the page names exactly the keywords of the tables", () => {
  const listed = ["all proxies", "`frontend`, `listen`", "`backend`, `listen`"].flatMap((title) =>
    namesIn(row(title).split("|")[2] ?? ""),
  );
  const known = proxyKeywords.listen.map((keyword) => keyword.name);
  expect([...listed].sort()).toEqual([...known].sort());
  expect([...namesIn(row("`global`").split("|")[2] ?? ""), ...noted(), "nbproc"].sort()).toEqual(
    globalKeywords.map(({ name }) => name).sort(),
  );
});

/** Accepted without effect: the sentence that lists them. */
function noted(): readonly string[] {
  const line = page.split("\n").find((text) => text.startsWith("These words of `global` are right")) ?? "";
  const [plain = "", tuned = ""] = line.split("and `tune.` with");
  const names = namesIn(plain).filter((name) => name !== "global" && name !== "-c");
  return [...names, ...namesIn(tuned).map((name) => `tune.${name}`)];
}

test("the page names exactly the words of stats in a proxy", () => {
  const words = (row("`stats` (in a proxy)").split("|")[2] ?? "").replace(/\(.*?\)/g, "");
  expect(namesIn(words)).toEqual(statsWords.map(({ name }) => name).sort());
});

test("the page names every command of the statistics socket", () => {
  for (const { words, level } of commands) {
    const [command] = namesIn(row(`\`${level}\` |`)).filter((name) => name.startsWith(words.join(" ")));
    expect(command, words.join(" ")).toBeDefined();
  }
});

test("the page names exactly the words of a bind line", () => {
  expect(namesIn(row("`bind`").split("|")[2] ?? "")).toEqual(bindWords.map(({ name }) => name).sort());
});

test("the page names exactly the options and the words of a server", () => {
  expect(namesIn(row("`option`").split("|")[2] ?? "")).toEqual(options.map(({ name }) => name).sort());
  expect(namesIn(row("`server`").split("|")[2] ?? "")).toEqual(serverWords.map(({ name }) => name).sort());
});

test.each([
  ["fetches", [...fetches.keys()]],
  ["`-m`", [...matchers.keys()]],
  ["converters", [...converters.keys()]],
  ["predefined", predefinedNames.filter((name) => !["RDP_COOKIE", "REQ_CONTENT", "WAIT_END"].includes(name))],
  ["`http-request`", actions.map(({ name }) => name)],
])("the page names exactly what there is of %s", (title, known) => {
  expect(namesIn(row(title).split("|")[2] ?? "")).toEqual([...known].sort());
});
