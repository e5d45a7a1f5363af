import { nobody } from "../../../agent/balance/algorithm.ts";
import type { Backend } from "../../../agent/config/haproxy/config.ts";
import { parseHaproxy } from "../../../agent/config/haproxy/parse.ts";
import { setAdmin, setWeight } from "../../../agent/proxy/backend-control.ts";
import { BackendState } from "../../../agent/proxy/backend-state.ts";
import { viewOf } from "../../agent/acl/request.ts";
import { type ExactChange, type ExactPlan, exactRequests } from "./exact-plan.ts";

/** Which server our core gives each request of a plan. */
export function ownSequence(plan: ExactPlan): string {
  const state = stateOf(plan);
  let sequence = "";
  for (const [at, { target, from, user }] of exactRequests.entries()) {
    for (const change of plan.changes) if (change.at === at) apply(state, change);
    const view = viewOf(`GET ${target} HTTP/1.1\nx-user: ${user}\n`, { clientAddress: from });
    const server = state.choose(nobody, state.keyOf?.(view));
    if (server !== nobody) {
      state.occupy(server, at);
      state.release(server);
    }
    sequence += server === nobody ? "!" : String.fromCharCode(65 + server);
  }
  return sequence;
}

function stateOf({ lines, servers }: ExactPlan): BackendState {
  const rows = servers.map((words, index) => `server s${index} 127.0.0.1:80 ${words}`);
  const text = ["listen l", "mode http", "bind :80", ...lines, ...rows, ""].join("\n");
  const { config, problems } = parseHaproxy(text, "plan");
  const bad = problems.filter(({ severity }) => severity === "fatal" || severity === "unsupported");
  if (bad.length > 0) throw new Error(`${text}${JSON.stringify(bad)}`);
  return new BackendState(config.backends[0] as Backend);
}

function apply(state: BackendState, { server, state: wish, weight }: ExactChange): void {
  if (wish !== undefined) setAdmin(state, server, wish, 0);
  else setWeight(state, server, weight ?? 0, 0);
}
