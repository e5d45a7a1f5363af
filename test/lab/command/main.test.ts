import { expect, test } from "vitest";
import type { Command } from "../../../lab/command/command.ts";
import type { Context } from "../../../lab/command/context.ts";
import { Interrupted, type StopSignal } from "../../../lab/command/interrupted.ts";
import { main } from "../../../lab/command/main.ts";
import { labError } from "../../../lab/errors.ts";
import { capture } from "./capture.ts";

function commandThat(run: (context: Context) => Promise<number>): readonly Command[] {
  const summary = { fr: "essai", en: "trial" };
  return [
    {
      name: "try",
      summary,
      arguments: [],
      options: {},
      examples: [],
      exitCodes: [],
      run: (_, context) => run(context),
    },
  ];
}

test("an error of the lab is one line in the user's language, with the exit code of its code", async () => {
  const commands = commandThat(async () => {
    throw labError("ERR_MACHINE_MISSING", { fr: "Il manque nft.", en: "nft is missing." });
  });
  const { written, surroundings } = capture({ commands, environment: { LANG: "fr_FR.UTF-8" } });
  expect(await main(["try"], surroundings)).toBe(3);
  expect(written).toEqual({ stdout: "", stderr: "bascule: Il manque nft. [ERR_MACHINE_MISSING]\n" });
});

test("an error that is not ours decides nothing, and says how to see more", async () => {
  const commands = commandThat(async () => {
    throw new TypeError("x is undefined");
  });
  const { written, surroundings } = capture({ commands });
  expect(await main(["try"], surroundings)).toBe(4);
  expect(written.stderr.split("\n")).toEqual([
    "bascule: Unexpected error, probably a defect of bascule: x is undefined",
    "Run it again with --verbose to see where it happened, and add that to your report.",
    "",
  ]);
});

test("--verbose shows the stack and the cause", async () => {
  const commands = commandThat(async () => {
    throw new Error("outer", { cause: new Error("inner") });
  });
  const { written, surroundings } = capture({ commands });
  await main(["try", "--verbose"], surroundings);
  expect(written.stderr).toMatch(/Error: outer\n +at .*main\.test\.ts[\s\S]*cause: Error: inner\n +at /);
});

test.each<[StopSignal, number]>([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
])("after %s the exit code is %i, whatever the command returns or throws for it", async (name, expected) => {
  const controller = new AbortController();
  controller.abort(new Interrupted(name));
  const ends: readonly (() => Promise<number>)[] = [
    async () => 0,
    () => Promise.reject(controller.signal.reason),
    () => Promise.reject(new DOMException("aborted", "AbortError")),
  ];
  for (const end of ends) {
    const { written, surroundings } = capture({ commands: commandThat(end), signal: controller.signal });
    expect(await main(["try"], surroundings)).toBe(expected);
    expect(written.stderr).toBe("");
  }
});

test("an error during the clean-up after Ctrl-C is still told", async () => {
  const controller = new AbortController();
  const commands = commandThat(async () => {
    controller.abort(new Interrupted("SIGINT"));
    throw labError("ERR_RESULTS_WRITE", { fr: "Plein.", en: "Full." });
  });
  const { written, surroundings } = capture({ commands, signal: controller.signal });
  expect(await main(["try"], surroundings)).toBe(130);
  expect(written.stderr).toBe("bascule: Full. [ERR_RESULTS_WRITE]\n");
});

test.each([
  [[], "progress\n"],
  [["--quiet"], ""],
  [["--verbose"], "progress\ndetail\n"],
  [["--verbose", "--quiet"], ""],
])("with %j standard error holds %j, and standard output the result", async (flags, expected) => {
  const commands = commandThat(async ({ progress, detail, stdout }) => {
    progress("progress");
    detail("detail");
    stdout.line({ fr: "résultat", en: "result" });
    return 0;
  });
  const { written, surroundings } = capture({ commands });
  await main(["try", ...flags], surroundings);
  expect(written).toEqual({ stdout: "result\n", stderr: expected });
});
