import { parseTime } from "../../config/haproxy/time.ts";
import { type Command, complain, inform } from "./command.ts";

/** Commands for the connection to the socket itself [T]. */
export const sessionCommands: readonly Command[] = [
  {
    words: ["operator"],
    usage: ["operator", "lower the level of the current CLI session to operator"],
    level: "operator",
    run: () => ({ text: "", level: "operator" }),
  },
  {
    words: ["user"],
    usage: ["user", "lower the level of the current CLI session to user"],
    level: "user",
    run: () => ({ text: "", level: "user" }),
  },
  {
    words: ["show", "cli", "level"],
    usage: ["show cli level", "display the level of the current CLI session"],
    level: "user",
    run: (_args, { level }) => inform(level),
  },
  {
    words: ["set", "timeout"],
    usage: ["set timeout [cli] <delay>", "change a timeout setting"],
    level: "user",
    run: ([what, delay = ""]) => {
      if (what !== "cli") return complain("'set timeout' only supports 'cli'.");
      if (delay === "") return complain("Expects an integer value.");
      const time = parseTime(/^\d+$/.test(delay) ? `${delay}s` : delay);
      return time.kind === "time" && time.ms > 0
        ? { text: "", timeoutMs: time.ms }
        : complain("Invalid timeout value.");
    },
  },
  {
    words: ["set", "severity-output"],
    usage: [
      "set severity-output [none|number|string]",
      "set presence of severity level in feedback information",
    ],
    level: "user",
    run: ([form]) =>
      form === "none" || form === "number" || form === "string"
        ? { text: "", severityOutput: form }
        : complain("one of 'none', 'number', 'string' is a required argument"),
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
