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
      if (value === undefined) return complain("Integer value expected.");
      return limited(value, undefined, (limit) => ({
        text: "",
        actions: [{ kind: "frontend-limit", name, limit }],
      }));
    },
  },
  {
    words: ["set", "maxconn", "server"],
    usage: ["set maxconn server <bk>/<srv>", "change a server's maxconn setting"],
    level: "admin",
    run: ([name = "", value], { view }) => {
      const found = findServer(view, name);
      if (found.kind === "lost") return found.reply;
      if (value === undefined) return complain("Require <maxconn>.");
      if (!/^\d+$/.test(value)) return { text: "maxconn string empty or preceded by garbage", severity: 3 };
      return { text: "", actions: [{ kind: "server-limit", ...found.ref, limit: Number(value) }] };
    },
  },
  {
    words: ["set", "maxconn", "global"],
    usage: ["set maxconn global <value>", "change the per-process maxconn setting"],
    level: "admin",
    run: ([value], { view }) => {
      if (value === undefined) return complain("Expects an integer value.");
      const { hardLimit } = view.process;
      // 0: as many as the file allows.
      return limited(value, hardLimit, (limit) => ({
        text: "",
        actions: [{ kind: "process-limit", limit: limit === 0 ? hardLimit : limit }],
      }));
    },
  },
];

/** As the original reads numbers: what stands behind the digits does not count. */
export function looseInteger(text: string): number {
  return Number(/^\s*[+-]?\d+/.exec(text)?.[0] ?? 0);
}

function limited(
  value: string,
  most: number | undefined,
  make: (limit: number) => CommandReply,
): CommandReply {
  const limit = looseInteger(value);
  return limit < 0 || (most !== undefined && limit > most) ? complain("Value out of range.") : make(limit);
}
