import type { CommandContext } from "./command.ts";
import { type Command, type CommandReply, complain } from "./command.ts";

/** Commands for frontends, and for counters [T]. */
export const frontendCommands: readonly Command[] = [
  {
    words: ["disable", "frontend"],
    usage: ["disable frontend <frontend>", "temporarily disable specific frontend"],
    level: "admin",
    run: (args, context) => change(args, context, "pause"),
  },
  {
    words: ["enable", "frontend"],
    usage: ["enable frontend <frontend>", "re-enable specific frontend"],
    level: "admin",
    run: (args, context) => change(args, context, "resume"),
  },
  {
    words: ["clear", "counters"],
    usage: ["clear counters", "clear max statistics counters"],
    level: "operator",
    run: ([all]) =>
      all === undefined
        ? { text: "", actions: [{ kind: "clear-peaks" }] }
        : complain("'clear counters all' is not supported by bascule yet."),
  },
];

function change(
  [name = ""]: readonly string[],
  { view }: CommandContext,
  wish: "pause" | "resume",
): CommandReply {
  if (name === "") return complain("A frontend name is expected.");
  const proxy = view.proxies.find((candidate) => candidate.front && candidate.name === name);
  if (!proxy?.front) return complain("No such frontend.");
  if (wish === "pause" && proxy.front.paused) {
    return complain("All sockets are already disabled.");
  }
  if (wish === "resume" && !proxy.front.paused) return complain("All sockets are already enabled.");
  return { text: "", actions: [{ kind: "frontend", name, wish }] };
}
