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
    words: ["shutdown", "frontend"],
    usage: ["shutdown frontend <frontend>", "stop a specific frontend"],
    level: "admin",
    run: ([name = ""], { view }) => {
      if (name === "") return complain("A frontend name is expected.");
      const proxy = view.proxies.find((candidate) => candidate.front && candidate.name === name);
      if (!proxy?.front) return complain("No such frontend.");
      if (proxy.front.status === "STOP") return complain("Frontend was already shut down.");
      return { text: "", actions: [{ kind: "frontend", name, wish: "stop" }] };
    },
  },
  {
    words: ["clear", "counters"],
    usage: ["clear counters [all]", "clear max statistics counters (or all counters)"],
    level: "operator",
    run: ([all]) => ({
      text: "",
      actions: [{ kind: "clear-counters", what: all === "all" ? "all" : "peaks" }],
    }),
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
  const [able, wanted] = wish === "pause" ? (["disable", "PAUSED"] as const) : (["enable", "OPEN"] as const);
  if (proxy.front.status === "STOP") return complain(`Frontend was previously shut down, cannot ${able}.`);
  if (proxy.front.status === wanted) return complain(`All sockets are already ${able}d.`);
  return { text: "", actions: [{ kind: "frontend", name, wish }] };
}
