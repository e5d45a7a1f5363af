import type { StatRow } from "../column.ts";
import { csv, proxyRows, statRows } from "../table.ts";
import { jsonRows, jsonValue, typedLines, typedRows } from "../typed.ts";
import { type Command, type CommandContext, type CommandReply, complain, inform } from "./command.ts";
import { findBackend, findProxy } from "./find.ts";
import { infoFields, infoText } from "./info.ts";
import { serversState } from "./servers-state.ts";

/** Commands that only show something [T]. */
export const showCommands: readonly Command[] = [
  {
    words: ["show", "info"],
    usage: ["show info [json|typed|float]*", "report information about the running process"],
    level: "user",
    run: (args, { view }) => {
      if (args.includes("json")) return { text: `${JSON.stringify(infoFields(view).map(jsonValue))}\n` };
      return { text: args.includes("typed") ? typedLines(infoFields(view)) : infoText(view) };
    },
  },
  {
    words: ["show", "stat"],
    usage: [
      "show stat [<proxy> <type> <srv>] [json|no-maint|typed|up]*",
      "report counters for each proxy and server",
    ],
    level: "user",
    run: showStat,
  },
  {
    words: ["show", "servers", "state"],
    usage: [
      "show servers state [<backend>]",
      "dump volatile server information (all or for a single backend)",
    ],
    level: "user",
    run: ([name], { view }) => {
      const only = name === undefined ? undefined : findBackend(view, name);
      if (name !== undefined && !only) return complain("Can't find backend.");
      return { text: serversState(view, only) };
    },
  },
  {
    words: ["show", "backend"],
    usage: ["show backend", "list backends in the current running config"],
    level: "user",
    run: (_args, { view }) => {
      const names = view.proxies.filter((proxy) => proxy.back).map((proxy) => `${proxy.name}\n`);
      return { text: `# name\n${names.join("")}` };
    },
  },
  {
    words: ["show", "sess"],
    usage: ["show sess [id]", "report the list of current sessions or dump this exact session"],
    level: "operator",
    run: ([which], { view }) => {
      if (which === undefined) return { text: view.sessions.map(sessionLine).join("") };
      const chosen = view.sessions.filter(({ id }) => which === "all" || id === Number(which));
      return chosen.length === 0 && which !== "all"
        ? complain("session not found.")
        : { text: chosen.map(sessionLines).join("") };
    },
  },
  {
    words: ["show", "version"],
    usage: ["show version", "show version of the current process"],
    level: "user",
    run: (_args, { view }) => inform(view.process.version),
  },
];

function sessionLine(session: CommandContext["view"]["sessions"][number]): string {
  const { id, source, frontend, backend, server, ageMs } = session;
  const number = id.toString(16).padStart(12, "0");
  const [be, srv] = [backend ?? "<NONE>", server ?? "<none>"];
  return `0x${number}: proto=tcpv4 src=${source} fe=${frontend} be=${be} srv=${srv} age=${Math.floor(ageMs / 1000)}s\n`;
}

/** The same, with a line for each of its sides. */
function sessionLines(session: CommandContext["view"]["sessions"][number]): string {
  const { id, source, frontend, backend, server, ageMs } = session;
  const [be, srv] = [backend ?? "<NONE>", server ?? "<NONE>"];
  return `0x${id.toString(16).padStart(12, "0")}: id=${id} proto=tcpv4 source=${source}
  frontend=${frontend}
  backend=${be}
  server=${srv}
  age=${Math.floor(ageMs / 1000)}s
`;
}

/** `show stat [{<id>|<proxy>} <type> <sid>] [up|no-maint]`; type: 1 frontends, 2 backends, 4 servers, −1 all. */
function showStat(args: readonly string[], { view, level }: CommandContext): CommandReply {
  const words = args.filter((word) => !/^(up|no-maint|typed|json|desc)$/.test(word));
  const [name = "-1", type = "-1", server = "-1"] = words;
  const proxy = name === "-1" ? undefined : findProxy(view, name);
  if (name !== "-1" && !proxy) return complain("No such proxy.");
  const rows = proxy ? proxyRows(proxy, view.nowMs) : statRows(view);
  const kinds = Number(type) || -1;
  const shown = rows.filter((row) => {
    const wanted = kinds < 0 || (kinds & (1 << Number(row.type))) !== 0;
    const one = Number(server) < 0 || row.sid === Number(server);
    return wanted && one && !hidden(row, args);
  });
  const visible = level === "user" ? shown.map(withoutAddresses) : shown;
  if (args.includes("json")) return { text: `${jsonRows(visible)}\n` };
  return { text: args.includes("typed") ? typedRows(visible) : csv(visible) };
}

function hidden(row: StatRow, args: readonly string[]): boolean {
  const status = String(row.status);
  if (row.type !== 2) return false;
  return (
    (args.includes("up") && status.startsWith("DOWN")) ||
    (args.length > 0 && args.includes("no-maint") && status === "MAINT")
  );
}

/** Where servers are, and how they are chosen, is not everybody's business. */
export function withoutAddresses(row: StatRow): StatRow {
  const { addr: _addr, algo: _algo, ...rest } = row;
  return rest;
}
