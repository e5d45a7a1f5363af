import type { Command, Level } from "../../stats/command/command.ts";
import type { Household } from "./master-client.ts";

interface Context {
  readonly household: Household;
  readonly level: Level;
  readonly version: string;
}

interface Reply {
  readonly text: string;
  readonly level?: Level;
  readonly prompt?: true;
  readonly quit?: true;
}

/** A command for the master itself: one row of the table. */
interface MasterCommand extends Pick<Command, "words" | "usage" | "level"> {
  run(context: Context): Reply;
}

/** Read before any command, and here for `help` only. */
const prefixes: readonly MasterCommand[] = (
  [
    ["@!<pid>", "send a command to the <pid> process"],
    ["@<relative pid>", "send a command to the <relative pid> process"],
    ["@master", "send a command to the master process"],
  ] as const
).map((usage) => ({ words: [usage[0]], usage, level: "user", run: () => ({ text: "" }) }));

/** The commands of the master's socket (`-S`) [T]. */
export const masterCommands: readonly MasterCommand[] = [
  ...prefixes,
  {
    words: ["show", "proc"],
    usage: ["show proc", "show processes status"],
    level: "user",
    run: ({ household }) => ({ text: household.processes }),
  },
  {
    words: ["reload"],
    usage: ["reload", "reload haproxy"],
    level: "operator",
    // As the original: the connection ends, however it goes.
    run: ({ household }) => {
      household.reload();
      return { text: "", quit: true };
    },
  },
  {
    words: ["show", "version"],
    usage: ["show version", "show version of the current process"],
    level: "user",
    run: ({ version }) => ({ text: `${version}\n\n` }),
  },
  {
    words: ["show", "cli", "level"],
    usage: ["show cli level", "display the level of the current CLI session"],
    level: "user",
    run: ({ level }) => ({ text: `${level}\n\n` }),
  },
  {
    words: ["operator"],
    usage: ["operator", "lower the level of the current CLI session to operator"],
    level: "operator",
    run: () => ({ text: "\n", level: "operator" }),
  },
  {
    words: ["user"],
    usage: ["user", "lower the level of the current CLI session to user"],
    level: "user",
    run: () => ({ text: "\n", level: "user" }),
  },
  {
    words: ["prompt"],
    usage: ["prompt", "toggle interactive mode with prompt"],
    level: "user",
    run: () => ({ text: "", prompt: true }),
  },
  {
    words: ["quit"],
    usage: ["quit", "disconnect"],
    level: "user",
    run: () => ({ text: "", quit: true }),
  },
];
