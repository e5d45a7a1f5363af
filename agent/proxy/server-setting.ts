import type { Server } from "../config/haproxy/config.ts";
import type { Probe, ProbeTarget } from "../stats/admin-action.ts";
import type { BackendState } from "./backend-state.ts";
import { ServerLimits } from "./server-limit.ts";

/** A server is somewhere else from now on; those who are connected stay where they are. */
export function moveServer(
  state: BackendState,
  server: number,
  { host, port }: { readonly host: string; readonly port: number },
): void {
  replace(state, server, (old) => ({ ...old, host, port }));
}

/** Another `maxconn`; 0: none. Who waits comes in where there is room now. */
export function limitServer(state: BackendState, server: number, maximum: number): void {
  state.limits ??= new ServerLimits(state);
  state.limits.setMaximum(server, maximum);
  state.wake();
}

/** It takes nobody new, as far as its health goes (`health stopping`). */
export function stopServer(state: BackendState, server: number): void {
  state.pool.setLeaving(server, true);
}

/** `enable health`, `disable agent` …: while it is off, what it said last goes on to count. */
export function switchProbe(state: BackendState, server: number, probe: Probe, on: boolean): void {
  if (on) state.silenced[probe].delete(server);
  else state.silenced[probe].add(server);
}

/** Where the next check, or the next question to the agent, goes. */
export function aimProbe(state: BackendState, server: number, probe: Probe, target: ProbeTarget): void {
  replace(state, server, (old) => (old[probe] ? { ...old, [probe]: { ...old[probe], ...target } } : old));
}

/** What is known of a server by its settings is an object of its own each time. */
function replace({ config }: BackendState, server: number, change: (old: Server) => Server): void {
  const servers = config.servers as Server[];
  const old = servers[server];
  if (old) servers[server] = change(old);
}
