import { type Command, type CommandReply, complain } from "./command.ts";
import { findServer } from "./find.ts";

/** `set maxconn …` [T]. */
export const limitCommands: readonly Command[] = [
  {
    words: ["set", "maxconn", "frontend"],
    usage: ["set maxconn frontend <frontend> <value>", "change a frontend's maxconn setting"],
    level: "admin",
    run: ([name = "", value], { view }) => {
      if (name === "") return complain("A frontend name is expected.");
      if (!view.proxies.some((proxy) => proxy.front && proxy.name === name))
        return complain("No such frontend.");
      return limited(value, (limit) => ({ text: "", actions: [{ kind: "frontend-limit", name, limit }] }));
    },
  },
  {
    words: ["set", "maxconn", "server"],
    usage: ["set maxconn server <bk>/<srv>", "change a server's maxconn setting"],
    level: "admin",
    run: ([name = "", value], { view }) => {
      const found = findServer(view, name);
      if (found.kind === "lost") return found.reply;
      return limited(value, (limit) => ({
        text: "",
        actions: [{ kind: "server-limit", ...found.ref, limit }],
      }));
    },
  },
  {
    words: ["set", "maxconn", "global"],
    usage: ["set maxconn global <value>", "change the per-process maxconn setting"],
    level: "admin",
    run: ([value]) => limited(value, (limit) => ({ text: "", actions: [{ kind: "process-limit", limit }] })),
  },
];

function limited(value: string | undefined, make: (limit: number) => CommandReply): CommandReply {
  if (value === undefined) return complain("Integer value expected.");
  const limit = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  return Number.isNaN(limit) ? complain("Value out of range.") : make(limit);
}
