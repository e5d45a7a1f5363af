import { type Language, languageOf, languages } from "../base/text.ts";

/** What the command line of `keepalived` asks for. */
export interface VrrpFlags {
  readonly file: string;
  readonly action: "run" | "test" | "version" | "help";
  /** `--config-test=FILE`. */
  readonly testOutput?: string;
  readonly fork: boolean;
  readonly logToConsole: boolean;
  readonly logToSystem: boolean;
  readonly detailed: boolean;
  readonly pidFile: string;
  readonly vrrpPidFile: string;
  readonly language: Language;
  /** Words that are no options: reported and ignored, as by the original. */
  readonly unexpected: readonly string[];
}

export type ParsedFlags =
  | { readonly ok: true; readonly flags: VrrpFlags }
  | { readonly ok: false; readonly message: string };

type Draft = { -readonly [Key in keyof VrrpFlags]: VrrpFlags[Key] };

interface Flag {
  readonly long: string;
  readonly short?: string;
  readonly value: "none" | "required" | "optional";
  readonly doc: string;
  apply(draft: Draft, value: string): void;
}

/** The flags of keepalived(8) that we honour, and `--lang`. */
const flags: readonly Flag[] = [
  {
    long: "use-file",
    short: "f",
    value: "required",
    doc: "Use the specified configuration file",
    apply: (draft, value) => {
      draft.file = value;
    },
  },
  {
    long: "vrrp",
    short: "P",
    value: "none",
    doc: "Only run with VRRP subsystem (there is no other)",
    apply: () => {},
  },
  {
    long: "log-console",
    short: "l",
    value: "none",
    doc: "Log messages to local console",
    apply: (draft) => {
      draft.logToConsole = true;
    },
  },
  {
    long: "log-detail",
    short: "D",
    value: "none",
    doc: "Detailed log messages",
    apply: (draft) => {
      draft.detailed = true;
    },
  },
  {
    long: "no-syslog",
    short: "G",
    value: "none",
    doc: "Don't log via syslog",
    apply: (draft) => {
      draft.logToSystem = false;
    },
  },
  {
    long: "dont-fork",
    short: "n",
    value: "none",
    doc: "Don't fork the daemon process",
    apply: (draft) => {
      draft.fork = false;
    },
  },
  {
    long: "pid",
    short: "p",
    value: "required",
    doc: "Use specified pidfile for parent process",
    apply: (draft, value) => {
      draft.pidFile = value;
    },
  },
  {
    long: "vrrp_pid",
    short: "r",
    value: "required",
    doc: "Use specified pidfile for VRRP child process",
    apply: (draft, value) => {
      draft.vrrpPidFile = value;
    },
  },
  {
    long: "config-test",
    short: "t",
    value: "optional",
    doc: "Check the configuration for obvious errors, output to stderr by default",
    apply: (draft, value) => {
      draft.action = "test";
      if (value !== "") draft.testOutput = value;
    },
  },
  {
    long: "version",
    short: "v",
    value: "none",
    doc: "Display the version number",
    apply: (draft) => {
      draft.action = "version";
    },
  },
  {
    long: "help",
    short: "h",
    value: "none",
    doc: "Display this help message",
    apply: (draft) => {
      draft.action = "help";
    },
  },
  {
    long: "lang",
    value: "required",
    doc: "fr or en: the language of what is said about the configuration",
    apply: (draft, value) => {
      draft.language = languages.find((language) => language === value) ?? draft.language;
    },
  },
];

/** Reads the arguments as getopt_long(3) does: `-nlf FILE`, `-fFILE`, `--use-file=FILE`, `--use-file FILE`. */
export function parseFlags(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ParsedFlags {
  const draft: Draft = {
    ...{ file: "/etc/keepalived/keepalived.conf", action: "run", fork: true },
    ...{ logToConsole: false, logToSystem: true, detailed: false },
    ...{ pidFile: "/run/keepalived.pid", vrrpPidFile: "/run/keepalived_vrrp.pid" },
    language: languageOf(environment),
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

function readLong(word: string, words: string[], draft: Draft): string | undefined {
  const [name = "", ...rest] = word.slice(2).split("=");
  const flag = findLong(name);
  if (flag === undefined) return `Unknown option ${word}`;
  const given = word.includes("=") ? rest.join("=") : undefined;
  if (flag.value === "none" && given !== undefined) return `option '--${name}' doesn't allow an argument`;
  return applyFlag(flag, given, words, draft, `--${name}`);
}

/** By its name, or by a beginning that only one name has. */
function findLong(name: string): Flag | undefined {
  const exact = flags.find(({ long }) => long === name);
  const matching = flags.filter(({ long }) => long.startsWith(name));
  return exact ?? (matching.length === 1 ? matching[0] : undefined);
}

function readShort(word: string, words: string[], draft: Draft): string | undefined {
  for (let index = 1; index < word.length; index++) {
    const flag = flags.find(({ short }) => short === word[index]);
    if (flag === undefined) return `Unknown option -${word[index]}`;
    if (flag.value === "none") flag.apply(draft, "");
    else return applyFlag(flag, word.slice(index + 1) || undefined, words, draft, `-${flag.short}`);
  }
  return undefined;
}

function applyFlag(
  flag: Flag,
  given: string | undefined,
  words: string[],
  draft: Draft,
  written: string,
): string | undefined {
  const value = given ?? (flag.value === "required" ? words.shift() : "");
  if (value === undefined) return `Missing parameter for option ${written}`;
  flag.apply(draft, value);
  return undefined;
}

/** The text of `--help`. */
export function helpText(): string {
  const rows = flags.map(({ short, long, value, doc }) => {
    const name = `${short === undefined ? "    " : `-${short}, `}--${long}${{ none: "", required: "=VALUE", optional: "[=FILE]" }[value]}`;
    return `  ${name.padEnd(27)}  ${doc}`;
  });
  return ["Usage: keepalived [OPTION...]", ...rows, ""].join("\n");
}
