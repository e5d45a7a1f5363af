import type { statsLevels } from "../../config/haproxy/config.ts";
import type { AdminAction } from "../admin-action.ts";
import type { StatsView } from "../view.ts";

export type Level = (typeof statsLevels)[number];

/** 3 error, 4 warning, 5 notice, 6 information. */
export type Severity = 3 | 4 | 5 | 6;
export type SeverityOutput = "none" | "number" | "string";

/** What a command may look at. */
export interface CommandContext {
  readonly view: StatsView;
  readonly level: Level;
  /** The lines behind `<<`. */
  readonly payload?: string;
}

/** What a command says, and wants done. */
export interface CommandReply {
  readonly text: string;
  readonly actions?: readonly AdminAction[];
  /** The rest of the connection has lower rights. */
  readonly level?: Level;
  readonly prompt?: true;
  readonly quit?: true;
  readonly timeoutMs?: number;
  /** How grave it is, where it is a message: syslog's number. */
  readonly severity?: Severity;
  /** From now on messages say how grave they are. */
  readonly severityOutput?: SeverityOutput;
}

/**
 * A command of the statistics socket: one row of the table.
 * @example { words: ["show", "backend"], usage: "show backend : …", level: "user", run: () => ({ text: "…" }) }
 */
export interface Command {
  readonly words: readonly string[];
  /** Its line in `help`, in the original's words. */
  readonly usage: readonly [form: string, does: string];
  readonly level: Level;
  run(args: readonly string[], context: CommandContext): CommandReply;
}

/** A complaint: one line. */
export function complain(text: string): CommandReply {
  return { text: `${text}\n`, severity: 3 };
}

/** The same for good news. */
export function inform(text: string): CommandReply {
  return { text: `${text}\n`, severity: 6 };
}

const severityNames = { 3: "err", 4: "warning", 5: "notice", 6: "info" } as const;

/** The text of a reply, with its gravity before it where that is wanted. */
export function graded({ text, severity }: CommandReply, output: SeverityOutput): string {
  if (output === "none" || severity === undefined || text === "") return text;
  return `[${output === "number" ? severity : severityNames[severity]}]: ${text}`;
}
