import type { AgentCode } from "../base/errors.ts";
import type { Problem } from "../base/problem.ts";
import type { VrrpInstance, VrrpScript } from "../config/keepalived/config.ts";
import type { Word } from "../config/keepalived/lexer.ts";
import type { Line } from "../config/keepalived/tree.ts";
import type { LintInput } from "./rule.ts";

type Finding = Pick<Problem, "text"> & Partial<Pick<Problem, "severity" | "instead" | "fix">>;

/** A finding about a word of the file; advice, unless it says otherwise. */
export function findingAt(input: LintInput, at: Word, code: AgentCode, finding: Finding): Problem {
  const { line, column, file = input.file } = at;
  const width = at.text.length + (at.quoted ? 2 : 0);
  return { file, line, column, width, severity: "advice", code, ...finding };
}

/** The block of a keyword and name, as it is written. */
export function blockOf(lines: readonly Line[], keyword: string, name?: string): Line | undefined {
  return lines.find(
    ({ words, block }) =>
      block !== undefined && words[0].text === keyword && (name === undefined || words[1]?.text === name),
  );
}

/** The last line of a keyword in a block: the one that counts. */
export function lineOf(block: Line | undefined, keyword: string): Line | undefined {
  return block?.block?.findLast(({ words }) => words[0].text === keyword);
}

/** The value of a keyword where it is written, else the keyword, else the block's name. */
export function placeOf(block: Line, keyword: string): Word {
  const [first, value] = lineOf(block, keyword)?.words ?? [];
  return value ?? first ?? block.words[1] ?? block.words[0];
}

/** Every instance with its block. */
export function instancesOf({
  config,
  lines,
}: LintInput): readonly { instance: VrrpInstance; block: Line }[] {
  return config.instances.flatMap((instance) => {
    const block = blockOf(lines, "vrrp_instance", instance.name);
    return block === undefined ? [] : [{ instance, block }];
  });
}

/** Every script with its block. */
export function scriptsOf({ config, lines }: LintInput): readonly { script: VrrpScript; block: Line }[] {
  return config.scripts.flatMap((script) => {
    const block = blockOf(lines, "vrrp_script", script.name);
    return block === undefined ? [] : [{ script, block }];
  });
}

/** The names in a list of an instance as they are written, those that the daemon ignores too: `track_script`. */
export function listed(block: Line, list: string): readonly Line[] {
  return lineOf(block, list)?.block ?? [];
}
