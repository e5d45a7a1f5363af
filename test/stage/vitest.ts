import { stripVTControlCharacters } from "node:util";
import type { TestCase, TestModule } from "vitest/node";
import { startVitest } from "vitest/node";
import type { Stage, Tally } from "./tally.ts";

export interface VitestOptions {
  readonly root: string;
  /** A name of `vitest.config.ts`, or a pattern of names. */
  readonly project: "unit" | "live*";
  /** Parts of file names; all files where empty. */
  readonly filters: readonly string[];
}

/** The tests of projects of `vitest.config.ts`. */
export function vitestStage(name: string, { root, project, filters }: VitestOptions): Stage {
  return {
    name,
    run: async () => {
      const vitest = await startVitest([...filters], {
        root,
        project,
        watch: false,
        passWithNoTests: true,
        reporters: [{}],
      });
      const modules = vitest.state
        .getTestModules()
        .toSorted((left, right) => (left.relativeModuleId < right.relativeModuleId ? -1 : 1));
      const stray = vitest.state
        .getUnhandledErrors()
        .map((error) => `error outside of a test: ${shown(error)}`);
      await vitest.close();
      // vitest sets it for a failure; the last stage of run.ts decides.
      process.exitCode = 0;
      return tallyOf(modules, stray);
    },
  };
}

function tallyOf(modules: readonly TestModule[], stray: readonly string[]): Tally {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const inState = (state: string) => tests.filter((test) => test.result().state === state);
  // A file that cannot be loaded has an error and no tests; a hook's error belongs to its suite.
  const outside = modules.flatMap((module) =>
    [module, ...module.children.allSuites()].flatMap((suite) =>
      suite.errors().map((error) => `${module.relativeModuleId}: ${shown(error)}`),
    ),
  );
  const unfinished = inState("pending").map((test) => `${titleOf(test)}: did not end`);
  return {
    passed: inState("passed").length,
    failed: inState("failed").length + unfinished.length + outside.length + stray.length,
    skipped: inState("skipped").length,
    details: [
      ...inState("failed").map(failureOf),
      ...unfinished,
      ...outside,
      ...stray,
      ...tests
        .filter((test) => test.diagnostic()?.flaky)
        .map((test) => `needed a second run: ${titleOf(test)}`),
      ...skipReasons(inState("skipped")),
    ],
  };
}

function failureOf(test: TestCase): string {
  return `${titleOf(test)}\n${(test.result().errors ?? []).map(shown).join("\n")}`;
}

/** One line for each reason, not for each test. */
function skipReasons(tests: readonly TestCase[]): readonly string[] {
  const byReason = Object.groupBy(tests, (test) => {
    const result = test.result();
    return (result.state === "skipped" ? result.note : undefined) ?? "no reason given";
  });
  return Object.entries(byReason).map(([reason, group]) => `skipped ${group?.length}: ${reason}`);
}

function titleOf(test: TestCase): string {
  return `${test.module.relativeModuleId} > ${test.fullName}`;
}

function shown(error: unknown): string {
  if (typeof error !== "object" || error === null) return String(error);
  const { message, stack, diff } = error as { message?: string; stack?: string; diff?: string };
  const own = (stack ?? message ?? JSON.stringify(error)).split("\n").filter(isOurs);
  return stripVTControlCharacters([...own, diff ?? ""].join("\n").trim());
}

/** Lines of a stack that lie in the test runner say nothing about the test. */
function isOurs(line: string): boolean {
  return !/^\s+at .*(?:node_modules|node:internal)/.test(line);
}
