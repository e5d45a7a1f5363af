import type { NamedServerDraft } from "./draft.ts";
import type { AgentCheck, Observation, Server } from "./server-config.ts";
import { serverTlsOf } from "./server-tls.ts";
import type { ServerTlsDefaults } from "./server-tls-draft.ts";

/** A server of the configuration from the words of its line. */
export function serverOf(draft: NamedServerDraft, backend: string, defaults: ServerTlsDefaults): Server {
  const { file: _, line: __, column: ___, checked, check, agentChecked, agent, track, ...others } = draft;
  const { resolvers: ____, tls: tlsDraft, ...words } = others;
  const { tls, checkTls } = serverTlsOf(
    tlsDraft,
    defaults,
    check.port !== undefined || check.host !== undefined,
  );
  const { observed, errorLimit, onError, ...rest } = words;
  const observe: Observation | undefined = observed && { layer: observed, errorLimit, onError };
  return {
    ...rest,
    ...(tls ? { tls } : {}),
    ...(checked ? { check: { ...check, ...(checkTls ? { tls: checkTls } : {}) } } : {}),
    ...(agentChecked && agent.port ? { agent: agentOf(agent, agent.port) } : {}),
    ...(observe ? { observe } : {}),
    ...(track ? { track: trackOf(track.name, backend) } : {}),
  };
}

function agentOf(agent: Partial<AgentCheck>, port: number): AgentCheck {
  return { intervalMs: 2000, ...agent, port };
}

/** `BACKEND/SERVER`, or a server beside this one. */
function trackOf(name: string, backend: string): { readonly backend: string; readonly server: string } {
  const slash = name.indexOf("/");
  return slash < 0
    ? { backend, server: name }
    : { backend: name.slice(0, slash), server: name.slice(slash + 1) };
}
