import { setAdmin, setAgentHealth, setHealth, setWeight } from "../proxy/backend-control.ts";
import type { BackendState } from "../proxy/backend-state.ts";
import { removeServer } from "../proxy/server-join.ts";
import { aimProbe, limitServer, moveServer, stopServer, switchProbe } from "../proxy/server-setting.ts";
import type { ServerAction } from "../stats/admin-action.ts";
import { healthNews, type News, stateNews, stoppingNews } from "../stats/admin-message.ts";

interface Around {
  readonly backends: readonly BackendState[];
  readonly endSessions: (which: { readonly server: string }) => void;
  readonly tell: (proxy: string, news: News) => void;
}

/** What is asked of one server. */
export function actOnServer(action: ServerAction, around: Around): void {
  const { backend, server } = action;
  const state = around.backends.find(({ config }) => config.name === backend);
  if (!state) return;
  const nowMs = performance.now();
  for (const news of change(state, action, nowMs)) around.tell(backend, news);
  if (action.kind === "end-sessions") around.endSessions({ server: `${backend}/${server}` });
}

/** What is to be told of it. */
function change(state: BackendState, action: ServerAction, nowMs: number): readonly News[] {
  const { server } = action;
  switch (action.kind) {
    case "server-state": {
      const before = state.pool.adminOf(server);
      setAdmin(state, server, action.state, nowMs);
      return stateNews(state, server, before);
    }
    case "server-health":
      if (state.pool.isUp(server) === action.up && !state.pool.isLeaving(server)) return [];
      setHealth(state, server, action.up, nowMs);
      return healthNews(state, server, action.up);
    case "agent-health": {
      const wasUp = state.pool.isUp(server);
      setAgentHealth(state, server, action.up, nowMs);
      return wasUp === state.pool.isUp(server) ? [] : healthNews(state, server, action.up);
    }
    case "server-remove":
      removeServer(state, server);
      return [];
    case "server-stopping":
      stopServer(state, server);
      return stoppingNews(state, server);
    case "server-weight":
      setWeight(state, server, action.weight, nowMs);
      return [];
    case "server-limit":
      limitServer(state, server, action.limit);
      return [];
    case "server-address":
      moveServer(state, server, action);
      return [];
    case "probe-switch":
      switchProbe(state, server, action.probe, action.on);
      return [];
    case "probe-target":
      aimProbe(state, server, action.probe, action.target);
      return [];
    case "end-sessions":
      return [];
  }
}
