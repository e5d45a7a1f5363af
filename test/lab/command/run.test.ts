import { expect, test } from "vitest";
import { main } from "../../../lab/command/main.ts";
import { capture } from "./capture.ts";

test.each(["--json", "--html"])(
  "one file for the results of two scenarios is refused: %s",
  async (option) => {
    const { written, surroundings } = capture();
    const code = await main(["run", "a.yaml", "b.yaml", option, "all", "--lang", "en"], surroundings);
    expect(code).toBe(2);
    expect(written.stderr).toContain("--json and --html name one file, and there are several scenarios");
  },
);
