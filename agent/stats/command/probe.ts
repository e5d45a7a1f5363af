import { parseAddress } from "../../base/family.ts";
import type { Probe, ProbeTarget } from "../admin-action.ts";
import { type Command, type CommandReply, complain } from "./command.ts";
import { type Found, type FoundServer, findServer } from "./find.ts";

/** Commands for the checks of a server, and for the agent beside it [T]. */
export const probeCommands: readonly Command[] = (["health", "agent"] as const).flatMap((what) =>
  (["enable", "disable"] as const).map((wish): Command => {
    return {
      words: [wish, what],
      usage: [`${wish} ${what}`, `${wish} ${what} checks`],
      level: "admin",
      run: ([name = ""], { view }) => switchProbe(findServer(view, name), what, wish === "enable"),
    };
  }),
);

const titles = { health: "Health check", agent: "Agent" } as const;

function switchProbe(found: FoundServer, what: "health" | "agent", on: boolean): CommandReply {
  if (found.kind === "lost") return found.reply;
  const probe = what === "health" ? "check" : "agent";
  if (serverOf(found)?.[probe])
    return { text: "", actions: [{ kind: "probe-switch", ...found.ref, probe, on }] };
  return on ? complain(`${titles[what]} was not configured on this server, cannot enable.`) : { text: "" };
}

function serverOf({ back, ref }: Found): Found["back"]["state"]["config"]["servers"][number] | undefined {
  return back.state.config.servers[ref.server];
}

/** As the original, without the end of the line. */
function refuse(text: string): CommandReply {
  return { text, severity: 3 };
}

/** `agent up`: as if it had said so. */
export function setAgent(found: Found, [health]: readonly string[]): CommandReply {
  if (!serverOf(found)?.agent) return complain("agent checks are not enabled on this server.");
  if (health !== "up" && health !== "down")
    return complain("'set server <srv> agent' expects 'up' or 'down'.");
  return { text: "", actions: [{ kind: "agent-health", ...found.ref, up: health === "up" }] };
}

export function setAgentSend(found: Found, [send = ""]: readonly string[]): CommandReply {
  if (!serverOf(found)?.agent) return complain("agent checks are not enabled on this server.");
  return { text: "", actions: [{ kind: "probe-target", ...found.ref, probe: "agent", target: { send } }] };
}

/** `check-addr ADDRESS [port PORT]`, `check-port PORT`, and the same for the agent. */
export function aim(found: Found, probe: Probe, rest: readonly string[], by: "addr" | "port"): CommandReply {
  const [host, port] =
    by === "addr" ? [rest[0], rest[1] === "port" ? rest[2] : undefined] : [undefined, rest[0]];
  if ((by === "addr" ? host : port) === undefined) {
    const needs = by === "addr" ? "an address and optionally a port" : "a port";
    return complain(`set server <b>/<s> ${probe}-${by} requires ${needs}.`);
  }
  if (!serverOf(found)?.[probe]) {
    return refuse(`${probe === "check" ? "health" : "agent"} checks are not enabled on this server`);
  }
  const target: ProbeTarget = {
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port: Number(port) }),
  };
  const wrong = wrongIn(host, port);
  return wrong
    ? refuse(wrong)
    : { text: "", actions: [{ kind: "probe-target", ...found.ref, probe, target }] };
}

function wrongIn(host: string | undefined, port: string | undefined): string | undefined {
  if (host !== undefined && parseAddress(host) === undefined) return `invalid addr '${host}'`;
  if (port === undefined) return undefined;
  if (!/^-?\d+$/.test(port)) return "provided port is not an integer";
  return Number(port) < 0 || Number(port) > 65_535 ? "provided port is invalid" : undefined;
}
