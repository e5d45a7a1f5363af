import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bindWords } from "../../../../agent/config/haproxy/bind-word.ts";
import { globalKeywords, proxyKeywords } from "../../../../agent/config/haproxy/index.ts";
import { options } from "../../../../agent/config/haproxy/option.ts";
import { serverWords } from "../../../../agent/config/haproxy/server-word.ts";

const page = readFileSync(new URL("../../../../docs/haproxy.md", import.meta.url), "utf8");

/** Read only for the names that they define: rules with them are still to come. */
const refused = new Set(["acl", "use_backend"]);

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
  const known = proxyKeywords.listen.map((keyword) => keyword.name).filter((name) => !refused.has(name));
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

test("the page names exactly the words of a bind line", () => {
  expect(namesIn(row("`bind`").split("|")[2] ?? "")).toEqual(bindWords.map(({ name }) => name).sort());
});

test("the page names exactly the options and the words of a server", () => {
  expect(namesIn(row("`option`").split("|")[2] ?? "")).toEqual(options.map(({ name }) => name).sort());
  expect(namesIn(row("`server`").split("|")[2] ?? "")).toEqual(serverWords.map(({ name }) => name).sort());
});
