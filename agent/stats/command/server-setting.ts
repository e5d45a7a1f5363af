import type { AdminState } from "../../balance/pool.ts";
import { parseAddress } from "../../base/family.ts";
import { type CommandReply, complain } from "./command.ts";
import type { Found, FoundServer } from "./find.ts";
import { aim, setAgent, setAgentSend } from "./probe.ts";

export function setState(found: FoundServer, state: AdminState): CommandReply {
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
  agent: setAgent,
  "agent-addr": (found, rest) => aim(found, "agent", rest, "addr"),
  "agent-port": (found, rest) => aim(found, "agent", rest, "port"),
  "agent-send": setAgentSend,
  fqdn: () => complain("set server <b>/<s> fqdn failed because no resolution is configured."),
  ssl: () => complain("'set server <srv> ssl' cannot be set.  default-server should define ssl settings"),
  "check-addr": (found, rest) => aim(found, "check", rest, "addr"),
  "check-port": (found, rest) => aim(found, "check", rest, "port"),
};

/** `addr ADDRESS [port PORT]`; the answer tells what was changed. */
function setAddress({ back, ref }: Found, [host = "", word, port]: readonly string[]): CommandReply {
  const server = back.state.config.servers[ref.server];
  if (!server || host === "")
    return complain("set server <b>/<s> addr requires an address and optionally a port.");
  const by = "by 'stats socket command'";
  if (parseAddress(host) === undefined) return complain(`Invalid addr '${host}' ${by}`);
  if (word === "port" && !/^[+-]?\d+$/.test(port ?? ""))
    return complain(`no need to change the addr, problem converting port '${port ?? ""}' to an int ${by}`);
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

export function setServer(found: Found, what: string, rest: readonly string[]): CommandReply {
  const set = Object.hasOwn(settings, what) ? settings[what] : undefined;
  return set
    ? set(found, rest)
    : complain(`usage: set server <backend>/<server> ${Object.keys(settings).sort().join(" | ")}`);
}

/** `stopping` takes nobody new until it is `up` again. */
function setHealth(found: Found, [health = ""]: readonly string[]): CommandReply {
  if (health === "stopping") return { text: "", actions: [{ kind: "server-stopping", ...found.ref }] };
  if (health !== "up" && health !== "down") {
    return complain("'set server <srv> health' expects 'up', 'stopping', or 'down'.");
  }
  return { text: "", actions: [{ kind: "server-health", ...found.ref, up: health === "up" }] };
}

/** 0 to 256, or a part of the first weight in percent. */
export function setWeight(found: Found, text: string): CommandReply {
  if (text === "") return complain("Require <weight> or <weight%>.");
  const [, digits, percent] = /^(-?\d+)(%?)$/.exec(text) ?? [];
  if (digits === undefined) return { text: "Empty weight string empty or preceded by garbage", severity: 3 };
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
