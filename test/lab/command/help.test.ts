import { describe, expect, test } from "vitest";
import { languages } from "../../../agent/base/text.ts";
import { commands } from "../../../lab/command/index.ts";
import { main } from "../../../lab/command/main.ts";
import { capture } from "./capture.ts";

describe.each(languages)("the help in %s", (language) => {
  test.each(commands.map(({ name }) => name))("of %s", async (name) => {
    const { written, surroundings } = capture();
    expect(await main([name, "--help", "--lang", language], surroundings)).toBe(0);
    expect(written.stderr).toBe("");
    await expect(written.stdout).toMatchFileSnapshot(`snapshot/${name}.${language}.txt`);
  });

  test("of bascule itself", async () => {
    const { written, surroundings } = capture();
    expect(await main(["--help", "--lang", language], surroundings)).toBe(0);
    await expect(written.stdout).toMatchFileSnapshot(`snapshot/bascule.${language}.txt`);
  });
});

test.each(commands.map(({ name }) => name))("`help %s` and `%s --help` say the same", async (name) => {
  const [first, second] = [capture(), capture()];
  await main(["help", name], first.surroundings);
  await main([name, "--help"], second.surroundings);
  expect(first.written).toEqual(second.written);
});

test("without a command the help goes to standard error, and the exit code is that of bad usage", async () => {
  const { written, surroundings } = capture();
  expect(await main([], surroundings)).toBe(2);
  expect(written.stdout).toBe("");
  expect(written.stderr).toContain("Usage: bascule <command>");
});

test.each([[["--version"]], [["-V"]], [["help", "--version"]]])(
  "%j prints the version alone",
  async (argv) => {
    const { written, surroundings } = capture();
    expect(await main(argv, surroundings)).toBe(0);
    expect(written).toEqual({ stdout: "1.2.3\n", stderr: "" });
  },
);

test.each(commands.map((command) => ({ name: command.name, command })))(
  "$name has an example and a meaning for each exit code, once",
  ({ command }) => {
    expect(command.examples.length).toBeGreaterThan(0);
    const codes = command.exitCodes.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)]);
    expect(codes).toContain(0);
  },
);
