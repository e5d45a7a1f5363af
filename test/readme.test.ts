import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { commands } from "../lab/command/index.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const readme = readFileSync(join(root, "README.md"), "utf8");
const pages = ["README.md", "docs/develop.md"];
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  scripts: Readonly<Record<string, string>>;
};

/** The commands shown in the blocks for the shell, one by one. */
const shown = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)]
  .flatMap(([, block = ""]) => block.trim().split("\n"))
  .flatMap((line) => line.split(" && "));

test("the first screen shows the two commands that do everything", () => {
  const firstScreen = readme.split("\n").slice(0, 40).join("\n");
  expect(firstScreen).toContain("\nnpm ci && npm run lab\n");
  expect(readme).toContain("\nnpm ci && npm test\n");
});

test.each(shown.filter((line) => line.startsWith("npm ")))("`%s` exists", (line) => {
  const [, word = "", script = ""] = line.split(" ");
  const own = word === "run" ? script : word;
  expect(own === "ci" ? ["npm ci"] : Object.keys(scripts)).toContain(own === "ci" ? line : own);
});

test.each(Object.entries(scripts).filter(([, line]) => line.startsWith("node lab/bascule.js ")))(
  "`npm run %s` runs a command of bascule",
  (_, line) => {
    expect(commands.map(({ name }) => name)).toContain(line.split(" ")[2]);
  },
);

test.each(shown.filter((line) => line.startsWith("npx bascule ")))("`%s` runs", (line) => {
  const argv = line.split(" ").slice(2);
  const output = execFileSync(process.execPath, [join(root, "lab/bascule.js"), ...argv], {
    encoding: "utf8",
  });
  expect(output).toContain("bascule");
});

test.each(shown)("`%s` is a command that this test knows how to check", (line) => {
  expect(line).toMatch(/^(?:npm ci|npm test|npm run \w+|npx bascule .*)$/);
});

test.each(pages)("the files that %s links to are there", (page) => {
  const text = readFileSync(join(root, page), "utf8");
  const targets = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].flatMap(([, target]) => target ?? []);
  expect(targets.filter((target) => !existsSync(join(root, page, "..", target)))).toEqual([]);
});
