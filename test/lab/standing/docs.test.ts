import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { commands } from "../../../lab/command/index.ts";

const page = readFileSync(new URL("../../../docs/hands-on.md", import.meta.url), "utf8");

test("docs/hands-on.md names commands and options that exist", () => {
  const shown = [...page.matchAll(/bascule ([a-z]+)((?: (?!--)[^\s`]+)*)((?: --[a-z-]+)*)/g)];
  expect(shown.length).toBeGreaterThan(15);
  for (const [whole, name, , flags = ""] of shown) {
    const command = commands.find((each) => each.name === name);
    expect(command, whole).toBeDefined();
    const known = Object.keys(command?.options ?? {});
    for (const flag of flags.split(" --").filter((word) => word !== "")) expect(known, whole).toContain(flag);
  }
});
