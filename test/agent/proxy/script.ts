import type { ConnectionView } from "../../../agent/acl/view.ts";
import type { Backend, Frontend } from "../../../agent/config/haproxy/config.ts";
import { parseHaproxy } from "../../../agent/config/haproxy/parse.ts";
import { latin1, latin1Bytes } from "../../../agent/http/bytes.ts";
import type { Action, Session } from "../../../agent/proxy/action.ts";
import { BackendState } from "../../../agent/proxy/backend-state.ts";
import { HttpSession } from "../../../agent/proxy/http-session.ts";
import { type Front, frontOf } from "../../../agent/proxy/route.ts";
import { statsViewOf } from "../stats/view.ts";

const frame = `defaults
 mode http
 timeout connect 1s
 timeout client 5s
 timeout server 4s
 timeout http-request 3s
 timeout http-keep-alive 2s
frontend f
 bind :80
 default_backend b
backend b
`;

/** A frontend, and the backend behind it. */
export interface TestFront extends Front {
  readonly state: BackendState;
}

export const connection: ConnectionView = {
  clientAddress: "192.0.2.7",
  clientPort: 4000,
  localAddress: "192.0.2.1",
  localPort: 80,
  isTls: false,
};

/** Settings from the lines of a backend; two servers when none is given. */
export function settings(
  lines: readonly string[] = [],
  files: ReadonlyMap<string, string> = new Map(),
): TestFront {
  const servers = lines.some((line) => line.startsWith("server"))
    ? []
    : ["server s1 10.0.0.1:80", "server s2 10.0.0.2:80"];
  const text = `${frame}${[...lines, ...servers].map((line) => ` ${line}\n`).join("")}`;
  const { config } = parseHaproxy(text, "test");
  const [frontend, backend] = [
    config.frontends[0] as Frontend,
    new BackendState(config.backends[0] as Backend),
  ];
  const stats = () => statsViewOf(config, [backend], 10_000);
  return { ...frontOf(frontend, [backend], files, { stats }), state: backend };
}

/** An event at a time: `client`/`server` give bytes, the rest are the session's other events. */
export type Event =
  | { readonly client: string }
  | { readonly server: string }
  | "open"
  | "reused"
  | "client-end"
  | "client-error"
  | "server-end"
  | "server-error"
  | "place"
  | "time";

/** Plays events to a session and gives its actions, one readable line each. */
export function play(
  session: Session,
  events: readonly (readonly [nowMs: number, event: Event])[],
): readonly string[] {
  return events.flatMap(([nowMs, event]) => describe(apply(session, event, nowMs)));
}

export function httpSession(of = settings()): HttpSession {
  return new HttpSession(of, connection, 0);
}

function apply(session: Session, event: Event, nowMs: number): readonly Action[] {
  if (typeof event === "object") {
    return "client" in event
      ? session.onClientData(latin1Bytes(event.client), nowMs)
      : session.onServerData(latin1Bytes(event.server), nowMs);
  }
  switch (event) {
    case "open":
    case "reused":
      return session.onServerOpen(event === "reused", nowMs);
    case "client-end":
      return session.onClientEnd(nowMs);
    case "client-error":
      return session.onClientError(nowMs);
    case "server-end":
      return session.onServerEnd(nowMs);
    case "server-error":
      return session.onServerError(nowMs);
    case "place":
      return session.onPlace(nowMs);
    case "time":
      return session.onTime(nowMs);
  }
}

/** Bytes for one side that stand one behind the other count as one piece, however they were cut. */
function describe(actions: readonly Action[]): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < actions.length; at++) {
    const action = actions[at] as Action;
    if (action.kind !== "to-client" && action.kind !== "to-server") {
      lines.push(describeAction(action));
      continue;
    }
    let text = latin1(action.bytes);
    for (let next = actions[at + 1]; next?.kind === action.kind; next = actions[at + 1]) {
      text += latin1((next as typeof action).bytes);
      at++;
    }
    for (const part of parts(text)) lines.push(`${action.kind} ${part}`);
  }
  return lines;
}

function describeAction(action: Action): string {
  switch (action.kind) {
    case "open":
      return `open ${action.server}${action.fresh ? " fresh" : ""}`;
    case "release":
      return action.keep ? "release keep" : "release";
    case "log": {
      const { termination, status, retries, redispatched, requestLine } = action.record;
      return `log ${termination} ${status} ${redispatched ? "+" : ""}${retries} ${requestLine ?? "<BADREQ>"}`;
    }
    default:
      return action.kind;
  }
}

/** A head is shown by its first line, a page not at all, other bytes whole. */
function parts(text: string): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  while (/^[^\r\n]*HTTP\/1\.\d/.test(rest)) {
    const end = rest.indexOf("\r\n\r\n");
    lines.push(rest.slice(0, rest.indexOf("\r\n")));
    rest = end < 0 ? "" : rest.slice(end + 4);
  }
  const page = rest.startsWith("<");
  return rest === "" || page ? lines : [...lines, JSON.stringify(rest)];
}
