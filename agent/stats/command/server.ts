import { type Command, complain } from "./command.ts";
import { findServer } from "./find.ts";
import { setServer, setState, setWeight } from "./server-setting.ts";

/** Commands that look at or change a server [T]. */
export const serverCommands: readonly Command[] = [
  {
    words: ["disable", "server"],
    usage: ["disable server (DEPRECATED)", "disable a server for maintenance (use 'set server' instead)"],
    level: "admin",
    run: ([name = ""], { view }) => setState(findServer(view, name), "maint"),
  },
  {
    words: ["enable", "server"],
    usage: ["enable server  (DEPRECATED)", "enable a disabled server (use 'set server' instead)"],
    level: "admin",
    run: ([name = ""], { view }) => setState(findServer(view, name), "ready"),
  },
  {
    words: ["set", "server"],
    usage: ["set server <bk>/<srv> [opts]", "change a server's state, weight, address or ssl"],
    level: "admin",
    run: ([name = "", what = "", ...rest], { view }) => {
      const found = findServer(view, name);
      return found.kind === "lost" ? found.reply : setServer(found, what, rest);
    },
  },
  {
    words: ["set", "weight"],
    usage: ["set weight <bk>/<srv>  (DEPRECATED)", "change a server's weight (use 'set server' instead)"],
    level: "admin",
    run: ([name = "", weight = ""], { view }) => {
      const found = findServer(view, name);
      return found.kind === "lost" ? found.reply : setWeight(found, weight);
    },
  },
  {
    words: ["get", "weight"],
    usage: ["get weight <bk>/<srv>", "report a server's current weight"],
    level: "user",
    run: ([name = ""], { view }) => {
      const found = findServer(view, name);
      if (found.kind === "lost") return found.reply;
      const { state } = found.back;
      const { server } = found.ref;
      return complain(
        `${state.pool.weightOf(server)} (initial ${state.config.servers[server]?.weight ?? 0})`,
      );
    },
  },
  {
    words: ["shutdown", "sessions", "server"],
    usage: ["shutdown sessions server <bk>/<srv>", "kill sessions on a server"],
    level: "admin",
    run: ([name = ""], { view }) => {
      const found = findServer(view, name);
      if (found.kind === "lost") return found.reply;
      return { text: "", actions: [{ kind: "end-sessions", ...found.ref }] };
    },
  },
];
