import { type Language, languages } from "../../base/text.ts";

/** What the command line of `keepalived` asks for. */
export interface VrrpFlags {
  readonly file: string;
  /** Which `@id` lines of the configuration count. */
  readonly configId?: string;
  readonly action: "run" | "test" | "version" | "help" | "signum";
  /** `--signum=NAME`. */
  readonly signalName: string;
  /** `--config-test=FILE`. */
  readonly testOutput?: string;
  /** `--vrrp`: what balances is passed over. */
  readonly vrrpOnly: boolean;
  readonly fork: boolean;
  readonly logToConsole: boolean;
  readonly logToSystem: boolean;
  readonly detailed: boolean;
  readonly pidFile?: string;
  readonly vrrpPidFile?: string;
  /** `--namespace`: before that of the file. */
  readonly namespace?: string;
  readonly language: Language;
  /** Options without effect, and why. */
  readonly notes: readonly string[];
  /** Words that are no options: reported and ignored, as by the original. */
  readonly unexpected: readonly string[];
}

export type FlagsDraft = { -readonly [Key in keyof VrrpFlags]: VrrpFlags[Key] };

export interface Flag {
  readonly long: string;
  readonly short?: string;
  readonly value: "none" | "required" | "optional";
  readonly doc: string;
  apply(draft: FlagsDraft, value: string): void;
}

/** The flags of keepalived(8) that we honour, and `--lang`. */
export const flags: readonly Flag[] = [
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
    doc: "Only run with VRRP subsystem: pass over virtual_server and its kin",
    apply: (draft) => {
      draft.vrrpOnly = true;
    },
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
    long: "config-id",
    short: "i",
    value: "required",
    doc: "Skip any configuration lines beginning '@' that don't match the given id",
    apply: (draft, value) => {
      draft.configId = value;
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
    long: "namespace",
    short: "s",
    value: "required",
    doc: "Run in the specified network namespace",
    apply: (draft, value) => {
      draft.namespace = value;
    },
  },
  {
    long: "signum",
    value: "required",
    doc: "Return signal number for STOP, RELOAD, DATA, STATS, STATS_CLEAR, JSON",
    apply: (draft, value) => {
      draft.action = "signum";
      draft.signalName = value;
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
