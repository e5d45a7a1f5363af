import { type Command, complain } from "./command.ts";
import { findBackend } from "./find.ts";

/** Commands that show what else there is [T]. */
export const supportCommands: readonly Command[] = [
  {
    words: ["show", "servers", "conn"],
    usage: ["show servers conn [<backend>]", "dump server connections status (all or for a single backend)"],
    level: "user",
    run: ([name], { view }) => {
      const only = name === undefined ? undefined : findBackend(view, name);
      if (name !== undefined && !only) return complain("Can't find backend.");
      const lines = view.proxies
        .filter((proxy) => proxy.back && (!only || proxy === only))
        .flatMap(({ id, name: backend, back }) =>
          (back?.state.config.servers ?? []).map((server, index) => {
            if (server.removed) return "";
            const used = back?.state.sessions[index] ?? 0;
            const most = back?.state.serverCounters[index]?.maximum ?? 0;
            return `${backend}/${server.name} ${id}/${index + 1} ${server.host} ${server.port} - 5000 ${used} ${most} ${most} 0 0 -1 0 0 0\n`;
          }),
        );
      const names =
        "bkname/svname bkid/svid addr port - purge_delay used_cur used_max need_est unsafe_nb safe_nb idle_lim idle_cur idle_per_thr[1]";
      return { text: `# ${names}\n${lines.join("")}` };
    },
  },
  {
    words: ["show", "cli", "sockets"],
    usage: ["show cli sockets", "dump list of cli sockets"],
    level: "user",
    run: (_args, { view }) => {
      const lines = view.sockets.map(({ address, level }) => `${address} ${level} all\n`);
      return { text: `# socket lvl processes\n${lines.join("")}` };
    },
  },
  {
    words: ["show", "schema", "json"],
    usage: ["show schema json", "report schema used for stats"],
    level: "user",
    run: () => complain(JSON.stringify(schema)),
  },
  {
    words: ["shutdown", "session"],
    usage: ["shutdown session [id]", "kill a specific session"],
    level: "admin",
    run: ([id = ""], { view }) => {
      const session = view.sessions.find((candidate) => candidate.id === Number(id));
      if (id === "") return complain("Session pointer expected (use 'show sess').");
      if (!session) return complain("No such session (use 'show sess').");
      return { text: "", actions: [{ kind: "end-session", id: session.id }] };
    },
  },
];

const value = {
  type: "object",
  properties: {
    field: { type: "object", properties: { pos: { type: "integer" }, name: { type: "string" } } },
    processNum: { type: "integer", minimum: 1 },
    tags: {
      type: "object",
      properties: { origin: { type: "string" }, nature: { type: "string" }, scope: { type: "string" } },
    },
    value: {
      type: "object",
      properties: { type: { type: "string" }, value: { type: ["string", "integer"] } },
      required: ["type", "value"],
    },
    objType: { enum: ["Frontend", "Backend", "Listener", "Server"] },
    proxyId: { type: "integer", minimum: 0 },
    id: { type: "integer", minimum: 0 },
  },
  required: ["field", "processNum", "tags", "value"],
} as const;

/** Of `show info json`, and of `show stat json`: lists of values, and lists of such lists. */
const schema = {
  $schema: "http://json-schema.org/draft-04/schema#",
  oneOf: [
    { title: "Info", type: "array", items: value },
    { title: "Stat", type: "array", items: { type: "array", items: value } },
  ],
} as const;
