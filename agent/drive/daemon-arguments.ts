import type { Language } from "../base/text.ts";
import { languages } from "../base/text.ts";
import type { StatsSocket } from "../config/haproxy/config.ts";
import { parseMasterSocket } from "./master/master-socket-word.ts";

/** What the command line asks for. */
export interface DaemonArguments {
  readonly files: readonly string[];
  readonly check: boolean;
  readonly daemon: boolean;
  /** `-db`: stay in the foreground whatever the file says; `-d` does the same. */
  readonly foreground: boolean;
  /** `-W`: a master that starts workers; `-Ws` tells systemd as well. */
  readonly master?: "plain" | "systemd";
  readonly quiet: boolean;
  readonly version?: "short" | "long";
  readonly help: boolean;
  readonly pidFile?: string;
  /** `-n`, and `-N` for each frontend. */
  readonly maxConnections?: number;
  readonly frontendConnections?: number;
  readonly language?: Language;
  /** `-L`: this machine's name among `peers`. */
  readonly peerName?: string;
  /** `-C`: where relative names begin. */
  readonly directory?: string;
  /** `-dW`: a warning is reason enough not to start. */
  readonly strict: boolean;
  /** `-cc`: only this condition is evaluated. */
  readonly condition?: string;
  /** `-sf`, `-st`: processes that this one replaces. */
  readonly replaced: readonly number[];
  readonly replacedBy: "SIGUSR1" | "SIGTERM";
  /** `-x`: the statistics socket of the process that gives its listening sockets. */
  readonly giver?: string;
  /** `-S`: where the master takes commands. */
  readonly masterSockets: readonly StatsSocket[];
  /** The argument that is not understood, or that lacks its value. */
  readonly bad?: string;
}

type Filling = { -readonly [Key in keyof DaemonArguments]: DaemonArguments[Key] } & { files: string[] };

/** Switches of the original for what does not exist here: its pollers, its memory, splicing. */
const withoutEffect = ["-de", "-dp", "-dS", "-dG", "-dR", "-dL", "-dr", "-dV", "-dD"];

const switches: Readonly<Record<string, Partial<Filling>>> = {
  "-c": { check: true },
  "-d": { foreground: true, quiet: false },
  "-D": { daemon: true },
  "-W": { master: "plain" },
  "-Ws": { master: "systemd" },
  "-db": { foreground: true },
  "-dW": { strict: true },
  "-q": { quiet: true },
  "-V": { quiet: false },
  "-v": { version: "short" },
  "-vv": { version: "long" },
  "-h": { help: true },
  "--help": { help: true },
  ...Object.fromEntries(withoutEffect.map((name) => [name, {}])),
};

/** Gives what changes; undefined: the value makes no sense. */
type Take = (value: string, filling: Filling) => Partial<Filling> | undefined;

const values: Readonly<Record<string, Take>> = {
  "-f": (value, { files }) => ({ files: [...files, value] }),
  "-p": (pidFile) => ({ pidFile }),
  "-n": (value) => number(value, (maxConnections) => ({ maxConnections })),
  "-N": (value) => number(value, (frontendConnections) => ({ frontendConnections })),
  // Node's own memory is not to be limited once it runs: the value is only looked at.
  "-m": (value) => number(value, () => ({})),
  "-L": (peerName) => ({ peerName }),
  "-C": (directory) => ({ directory }),
  "-cc": (condition) => ({ condition }),
  "-x": (giver) => ({ giver }),
  "-S": (value, { masterSockets }) => {
    const socket = parseMasterSocket(value);
    return socket && { masterSockets: [...masterSockets, socket] };
  },
  "--lang": (value) => {
    const language = languages.find((known) => known === value);
    return language && { language };
  },
};

/** These take every number that follows. */
const lists = { "-sf": "SIGUSR1", "-st": "SIGTERM" } as const;

function number(text: string, make: (value: number) => Partial<Filling>): Partial<Filling> | undefined {
  return /^\d+$/.test(text) ? make(Number(text)) : undefined;
}

/** Reads the arguments of `haproxy`. haproxy(1). */
export function parseArguments(argv: readonly string[]): DaemonArguments {
  const filling: Filling = {
    files: [],
    check: false,
    daemon: false,
    foreground: false,
    quiet: false,
    help: false,
    strict: false,
    replaced: [],
    replacedBy: "SIGUSR1",
    masterSockets: [],
  };
  const left = [...argv];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === "--") return { ...filling, files: [...filling.files, ...left] };
    const change = readWord(word, left, filling);
    if (!change) return { ...filling, bad: word };
    Object.assign(filling, change);
  }
  return filling;
}

/** `left` is what follows the word; what belongs to it is taken away. */
function readWord(word: string, left: string[], filling: Filling): Partial<Filling> | undefined {
  if (word === "-sf" || word === "-st") {
    const count = left.findIndex((text) => !/^\d+$/.test(text));
    const replaced = left.splice(0, count < 0 ? left.length : count).map(Number);
    return { replaced, replacedBy: lists[word] };
  }
  // What may be debugged of the original's memory, and which keyword lists it shows.
  if (word.startsWith("-dM") || word.startsWith("-dK")) return {};
  if (Object.hasOwn(switches, word)) return switches[word];
  const value = Object.hasOwn(values, word) ? left.shift() : undefined;
  return value === undefined ? undefined : values[word]?.(value, filling);
}
