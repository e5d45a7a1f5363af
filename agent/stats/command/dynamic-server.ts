import { parseAddress } from "../../base/family.ts";
import type { Server } from "../../config/haproxy/config.ts";
import { parseHaproxy } from "../../config/haproxy/parse.ts";
import { takesNewServers } from "../../proxy/server-join.ts";
import { type Command, type CommandContext, type CommandReply, inform } from "./command.ts";
import { findBackend, findServer } from "./find.ts";

/** Words of a `server` line that a server which comes later cannot have: they belong to what is made at the start. */
const forTheStart = new Set([
  "cookie",
  "disabled",
  "enabled",
  "id",
  "init-addr",
  "redir",
  "resolvers",
  "observe",
]);

/** Servers that come and go while it runs [T]. */
export const dynamicServerCommands: readonly Command[] = [
  {
    words: ["add", "server"],
    usage: ["add server <bk>/<srv>", "create a new server"],
    level: "admin",
    run: ([name = "", ...words], context) => add(name, words, context),
  },
  {
    words: ["del", "server"],
    usage: ["del server <bk>/<srv>", "remove a dynamically added server"],
    level: "admin",
    run: ([name = ""], { view }) => {
      const found = findServer(view, name);
      if (found.kind === "lost") return refuse(found.reply.text.trimEnd());
      const { state } = found.back;
      const { server } = found.ref;
      if (state.pool.adminOf(server) !== "maint")
        return refuse("Only servers in maintenance mode can be deleted.");
      if ((state.trackers[server]?.length ?? 0) > 0)
        return refuse(
          "This server cannot be removed at runtime due to other configuration elements pointing to it.",
        );
      if ((state.sessions[server] ?? 0) > 0)
        return refuse("Server still has connections attached to it, cannot remove it.");
      return { text: "Server deleted.", severity: 6, actions: [{ kind: "server-remove", ...found.ref }] };
    },
  },
];

/** As the original, without the end of the line. */
function refuse(text: string): CommandReply {
  return { text, severity: 3 };
}

function add(path: string, words: readonly string[], { view }: CommandContext): CommandReply {
  const slash = path.indexOf("/");
  if (slash < 0) return refuse("Require 'backend/server'.");
  const [backend, name] = [path.slice(0, slash), path.slice(slash + 1)];
  const state = findBackend(view, backend)?.back?.state;
  if (!state) return refuse("No such backend.");
  if (state.indexOf(name) >= 0) return refuse("Already exists a server with the same name in backend.\n");
  if (!takesNewServers(state.config))
    return refuse("Backend must use a dynamic load balancing to support dynamic servers.\n");
  const early = words.slice(1).find((word) => forTheStart.has(word));
  if (early !== undefined) return refuse(`'${early}' option is not accepted for dynamic server\n`);
  const read = readServer(name, words, state.config.mode);
  if (typeof read === "string") return refuse(`${read}\n`);
  return { ...inform("New server registered."), actions: [{ kind: "server-join", backend, config: read }] };
}

/** The line as a file would have it; or what is wrong with it. */
function readServer(name: string, words: readonly string[], mode: string): Server | string {
  if (words.length === 0) return "'server' expects <name> and <addr>[:<port>] as arguments.";
  const line = ["server", name, ...words].map((word) => word.replace(/[\\ #'"]/g, "\\$&")).join(" ");
  const { problems, config } = parseHaproxy(`backend added\n mode ${mode}\n ${line}\n`, "CLI");
  const wrong = problems.find(
    ({ line: at, severity }) => at === 3 && (severity === "fatal" || severity === "unsupported"),
  );
  const server = config.backends.find((backend) => backend.name === "added")?.servers[0];
  if (wrong || !server) return wrong?.text.en ?? "This is no server.";
  return parseAddress(server.host)
    ? server
    : "The address of a server that comes later has to be an IP address.";
}
