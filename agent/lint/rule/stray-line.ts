import type { Rule } from "../rule.ts";

/** A line that came with the file by accident, or from an older keepalived: nothing but deleting it helps. */
const stray = /^\s*(GNU\s+nano\b|lvs_sync_daemon_interface\b)/;

/** The reader of the file has said what is wrong; this says that the line goes. */
export const strayLine: Rule = {
  name: "stray-line",
  find: ({ problems, source, file }) =>
    problems
      .filter((problem) => problem.file === file && stray.test(source[problem.line - 1] ?? ""))
      .map((problem) => ({ ...problem, fix: [{ file, line: problem.line, removed: 1, lines: [] }] })),
};
