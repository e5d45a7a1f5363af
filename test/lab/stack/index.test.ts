import { isAbsolute } from "node:path";
import { describe, expect, test } from "vitest";
import { faults } from "../../../lab/fault/index.ts";
import { missingPrograms } from "../../../lab/runtime/program.ts";
import { stacks } from "../../../lab/stack/index.ts";

describe("every stack", () => {
  test.each(Object.entries(stacks))(
    "%s has a title in both languages and absolute commands",
    (_, { title, commands }) => {
      expect(title.fr).not.toBe("");
      expect(title.en).not.toBe("");
      for (const file of Object.values(commands)) expect(isAbsolute(file)).toBe(true);
    },
  );
});

describe("a program that is not installed", () => {
  test("is named with the package that brings it", async () => {
    const [missing, ...others] = await missingPrograms([
      { program: "bascule-no-such-program", debianPackage: "some-package" },
      { program: "sh", debianPackage: "dash" },
    ]);
    expect(others).toEqual([]);
    expect(missing).toMatchObject({ debianPackage: "some-package" });
    expect(missing?.remedy.en).toBe("Install it: apt-get install some-package (or npm run setup).");
  });
});

describe("every fault", () => {
  test.each(Object.entries(faults))("%s says what it does to whom", (_, fault) => {
    const { fr, en } = fault.describe("lb1", { process: "keepalived" });
    expect(fr).toContain("lb1");
    expect(en).toContain("lb1");
    expect(fr).not.toBe(en);
  });
});
