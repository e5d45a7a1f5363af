import type { Language } from "../base/text.ts";
import { languages } from "../base/text.ts";

/** What the command line asks for. */
export interface DaemonArguments {
  readonly files: readonly string[];
  readonly check: boolean;
  readonly daemon: boolean;
  /** `-db`: stay in the foreground whatever the file says. */
  readonly foreground: boolean;
  readonly quiet: boolean;
  readonly version: boolean;
  readonly help: boolean;
  readonly pidFile?: string;
  readonly maxConnections?: number;
  readonly language?: Language;
  /** The argument that is not understood, or that lacks its value. */
  readonly bad?: string;
}

type Filling = { -readonly [Key in keyof DaemonArguments]: DaemonArguments[Key] } & { files: string[] };

const switches: Readonly<Record<string, (filling: Filling) => void>> = {
  "-c": (filling) => {
    filling.check = true;
  },
  "-D": (filling) => {
    filling.daemon = true;
  },
  "-db": (filling) => {
    filling.foreground = true;
  },
  "-q": (filling) => {
    filling.quiet = true;
  },
  "-V": (filling) => {
    filling.quiet = false;
  },
  "-v": (filling) => {
    filling.version = true;
  },
  "-vv": (filling) => {
    filling.version = true;
  },
  "-h": (filling) => {
    filling.help = true;
  },
  "--help": (filling) => {
    filling.help = true;
  },
};

const values: Readonly<Record<string, (filling: Filling, value: string) => boolean>> = {
  "-f": (filling, value) => filling.files.push(value) > 0,
  "-p": (filling, value) => {
    filling.pidFile = value;
    return true;
  },
  "-n": (filling, value) => {
    filling.maxConnections = Number(value);
    return /^\d+$/.test(value);
  },
  "--lang": (filling, value) => {
    const language = languages.find((known) => known === value);
    if (language) filling.language = language;
    return language !== undefined;
  },
};

/** Reads the arguments of `haproxy`: only those that are honoured. haproxy(1). */
export function parseArguments(argv: readonly string[]): DaemonArguments {
  const filling: Filling = {
    files: [],
    check: false,
    daemon: false,
    foreground: false,
    quiet: false,
    version: false,
    help: false,
  };
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? "";
    if (word === "--") {
      filling.files.push(...argv.slice(at + 1));
      return filling;
    }
    const change = switches[word];
    const take = values[word];
    if (change) change(filling);
    else if (!take?.(filling, argv[++at] ?? "") || argv[at] === undefined) return { ...filling, bad: word };
  }
  return filling;
}
