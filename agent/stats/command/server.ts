import type { AdminState } from "../../balance/pool.ts";
import { parseAddress } from "../../base/family.ts";
import type { ServerRef } from "../admin-action.ts";
import type { BackView } from "../view.ts";
import { type Command, type CommandReply, complain } from "./command.ts";
import { findServer } from "./find.ts";

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
    usage: ["set server <bk>/<srv> [opts]", "change a server's state, weight or health"],
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
  ...(["health", "agent"] as const).flatMap((what) => [
    {
      words: ["enable", what],
      usage: [`enable ${what}`, `enable ${what} checks`],
      level: "admin",
      run: ([name = ""], { view }) => switchChecks(findServer(view, name), what, true),
    } satisfies Command,
    {
      words: ["disable", what],
      usage: [`disable ${what}`, `disable ${what} checks`],
      level: "admin",
      run: ([name = ""], { view }) => switchChecks(findServer(view, name), what, false),
    } satisfies Command,
  ]),
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

interface Found {
  readonly kind: "found";
  readonly back: BackView;
  readonly ref: ServerRef;
}

function switchChecks(
  found: ReturnType<typeof findServer>,
  what: "health" | "agent",
  on: boolean,
): CommandReply {
  if (found.kind === "lost") return found.reply;
  const { check } = found.back.state.config.servers[found.ref.server] ?? {};
  if (what === "health" && check)
    return complain(`'${on ? "enable" : "disable"} health' is not supported by bascule yet.`);
  if (!on) return { text: "" };
  const name = what === "health" ? "Health check" : "Agent";
  return complain(`${name} was not configured on this server, cannot enable.`);
}

function setState(found: ReturnType<typeof findServer>, state: AdminState): CommandReply {
  if (found.kind === "lost") return found.reply;
  return { text: "", actions: [{ kind: "server-state", ...found.ref, state }] };
}

/** What can be set of a server [T]. */
const settings: Readonly<Record<string, (found: Found, rest: readonly string[]) => CommandReply>> = {
  state: (found, [state = ""]) =>
    state === "ready" || state === "drain" || state === "maint"
      ? setState(found, state)
      : complain("'set server <srv> state' expects 'ready', 'drain' and 'maint'."),
  weight: (found, [weight = ""]) => setWeight(found, weight),
  health: setHealth,
  addr: setAddress,
  agent: () => complain("agent checks are not enabled on this server."),
  fqdn: () => complain("set server <b>/<s> fqdn failed because no resolution is configured."),
  ssl: () => complain("'set server <srv> ssl' cannot be set.  default-server should define ssl settings"),
  "check-addr": ofChecks,
  "check-port": ofChecks,
};

/** Where a check goes is not to be changed while it runs, and without checks there is nothing to change. */
function ofChecks({ back, ref }: Found): CommandReply {
  const { check } = back.state.config.servers[ref.server] ?? {};
  return check
    ? complain("The address of a check is not supported by bascule yet.")
    : { text: "health checks are not enabled on this server" };
}

/** `addr ADDRESS [port PORT]`; the answer tells what was changed. */
function setAddress({ back, ref }: Found, [host = "", word, port]: readonly string[]): CommandReply {
  const server = back.state.config.servers[ref.server];
  if (!server || host === "")
    return complain("set server <b>/<s> addr requires an address and optionally a port.");
  const by = "by 'stats socket command'";
  if (parseAddress(host) === undefined) return complain(`Invalid addr '${host}' ${by}`);
  const wanted = word === "port" ? Number(port) : server.port;
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 65_535) {
    return complain(`invalid new port '${port ?? ""}' ${by}`);
  }
  const hosts =
    host === server.host ? "no need to change the addr" : `IP changed from '${server.host}' to '${host}'`;
  const ports =
    word !== "port"
      ? ""
      : wanted === server.port
        ? ", no need to change the port"
        : `, port changed from '${server.port}' to '${wanted}'`;
  const changed = host !== server.host || wanted !== server.port;
  const text = `${hosts}${ports}${changed ? ` ${by}` : ""}\n`;
  return { text, actions: changed ? [{ kind: "server-address", ...ref, host, port: wanted }] : [] };
}

/** The original can; the answer says so instead of doing nothing. */
const stillToCome = ["agent-addr", "agent-port", "agent-send"];

function setServer(found: Found, what: string, rest: readonly string[]): CommandReply {
  const set = Object.hasOwn(settings, what) ? settings[what] : undefined;
  if (set) return set(found, rest);
  if (stillToCome.includes(what))
    return complain(`'set server <srv> ${what}' is not supported by bascule yet.`);
  const known = [...Object.keys(settings), ...stillToCome].sort().join(" | ");
  return complain(`usage: set server <backend>/<server> ${known}`);
}

/** `stopping` takes no new sessions, as a drain does. */
function setHealth(found: Found, [health = ""]: readonly string[]): CommandReply {
  if (health === "stopping") return setState(found, "drain");
  if (health !== "up" && health !== "down") {
    return complain("'set server <srv> health' expects 'up', 'stopping', or 'down'.");
  }
  return { text: "", actions: [{ kind: "server-health", ...found.ref, up: health === "up" }] };
}

/** 0 to 256, or a part of the first weight in percent. */
function setWeight(found: Found, text: string): CommandReply {
  if (text === "") return complain("Require <weight> or <weight%>.");
  const [, digits, percent] = /^(-?\d+)(%?)$/.exec(text) ?? [];
  if (digits === undefined) return { text: "Empty weight string empty or preceded by garbage" };
  const number = Number(digits);
  if (percent === "%" && number < 0) return complain("Relative weight must be positive.");
  if (percent !== "%" && (number < 0 || number > 256)) {
    return complain("Absolute weight can only be between 0 and 256 inclusive.");
  }
  const { state } = found.back;
  const initial = state.config.servers[found.ref.server]?.weight ?? 0;
  const weight = percent === "%" ? Math.min(256, Math.floor((initial * number) / 100)) : number;
  return { text: "", actions: [{ kind: "server-weight", ...found.ref, weight }] };
}
