import { languageOf } from "../../base/text.ts";
import { controlCommands } from "./control/command.ts";
import { type OtherFlag, otherFlags } from "./flag-other.ts";
import { type Flag, type FlagsDraft, flags, type VrrpFlags } from "./flag-table.ts";

export type ParsedFlags =
  | { readonly ok: true; readonly flags: VrrpFlags }
  | { readonly ok: false; readonly message: string };

/** Reads the arguments as getopt_long(3) does: `-nlf FILE`, `-fFILE`, `--use-file=FILE`, `--use-file FILE`. */
export function parseFlags(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ParsedFlags {
  const draft: FlagsDraft = {
    ...{ file: "/etc/keepalived/keepalived.conf", action: "run", signalName: "", fork: true },
    ...{ vrrpOnly: false, logToConsole: false, logToSystem: true, detailed: false },
    language: languageOf(environment),
    notes: [],
    unexpected: [],
  };
  const words = [...argv];
  const unexpected: string[] = [];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === "--") break;
    if (!word.startsWith("-") || word === "-") {
      unexpected.push(word);
      continue;
    }
    const message = word.startsWith("--") ? readLong(word, words, draft) : readShort(word, words, draft);
    if (message !== undefined) return { ok: false, message };
  }
  return { ok: true, flags: { ...draft, unexpected: [...unexpected, ...words] } };
}

function readLong(word: string, words: string[], draft: FlagsDraft): string | undefined {
  const [name = "", ...rest] = word.slice(2).split("=");
  const flag = findLong(name);
  if (flag === undefined) return `Unknown option ${word}`;
  const given = word.includes("=") ? rest.join("=") : undefined;
  if (flag.value === "none" && given !== undefined) return `option '--${name}' doesn't allow an argument`;
  return applyFlag(flag, given, words, draft, `--${name}`);
}

const known: readonly (Flag | OtherFlag)[] = [...flags, ...otherFlags];

/** By its name, or by a beginning that only one name has. */
function findLong(name: string): Flag | OtherFlag | undefined {
  const exact = known.find(({ long }) => long === name);
  const matching = known.filter(({ long }) => long.startsWith(name));
  return exact ?? (matching.length === 1 ? matching[0] : undefined);
}

function readShort(word: string, words: string[], draft: FlagsDraft): string | undefined {
  for (let index = 1; index < word.length; index++) {
    const flag = known.find(({ short }) => short === word[index]);
    if (flag === undefined) return `Unknown option -${word[index]}`;
    const rest = flag.value === "none" ? undefined : word.slice(index + 1) || undefined;
    const message = applyFlag(flag, rest, words, draft, `-${flag.short}`);
    if (message !== undefined || flag.value !== "none") return message;
  }
  return undefined;
}

function applyFlag(
  flag: Flag | OtherFlag,
  given: string | undefined,
  words: string[],
  draft: FlagsDraft,
  written: string,
): string | undefined {
  const value = given ?? (flag.value === "required" ? words.shift() : "");
  if (value === undefined) return `Missing parameter for option ${written}`;
  if ("apply" in flag) flag.apply(draft, value);
  else if (flag.kind === "refused") return `Option ${written} is not supported: ${flag.doc}`;
  else draft.notes = [...draft.notes, `Option ${written} has no effect: ${flag.doc}`];
  return undefined;
}

/** The text of `--help`. */
export function helpText(): string {
  const rows = flags.map(({ short, long, value, doc }) => {
    const name = `${short === undefined ? "    " : `-${short}, `}--${long}${{ none: "", required: "=VALUE", optional: "[=FILE]" }[value]}`;
    return `  ${name.padEnd(27)}  ${doc}`;
  });
  const others = otherFlags.map(({ short, long, kind }) => {
    const name = `${short === undefined ? "" : `-${short}, `}--${long}`;
    return `  ${name.padEnd(27)}  ${kind === "refused" ? "Not supported" : "Accepted, no effect"}`;
  });
  const commands = Object.values(controlCommands).map(({ usage, doc }) => `  ${usage.padEnd(27)}  ${doc}`);
  const usage = ["Usage: keepalived [OPTION...]", "  or:  keepalived COMMAND"];
  return [
    ...usage,
    ...rows,
    ...others,
    "Commands to the running daemon (of --pid=FILE):",
    ...commands,
    "",
  ].join("\n");
}
