import type { Fetch } from "../fetch.ts";
import type { Sample } from "../sample.ts";
import type { BackendView, RequestView, ServerView } from "../view.ts";
import type { FrontendView } from "../world.ts";
import { plain } from "./row.ts";

/** Sections and servers. An argument that is left out has been filled with the proxy's own name. */
export const sectionFetches: readonly Fetch[] = [
  ofBackend("nbsrv", (backend) => backend.usable),
  ofBackend("be_conn", (backend) => backend.sessions),
  ofBackend("be_conn_free", ({ free }) => free),
  // The queue has no limit: so have the places.
  ofBackend("connslots", () => -1),
  ofBackend("queue", ({ queued }) => queued),
  ofBackend("avg_queue", ({ queued = 0, usable }) => (usable > 0 ? Math.ceil(queued / usable) : queued * 2)),
  ofBackend("be_sess_rate", (backend, nowMs) => backend.sessionRate?.(nowMs)),
  ofFrontend("fe_conn", ({ connections }) => connections),
  ofFrontend("fe_sess_rate", (frontend, nowMs) => frontend.sessionRate(nowMs)),
  ofFrontend("fe_req_rate", (frontend, nowMs) => frontend.requestRate(nowMs)),
  plain("fe_name", "text", "connection", ({ transaction }) => transaction?.frontend),
  plain(
    "fe_id",
    "number",
    "connection",
    ({ world, transaction }) => world?.frontend(transaction?.frontend ?? "")?.id,
  ),
  plain("be_name", "text", "connection", ({ transaction }) => transaction?.backend),
  plain("be_id", "number", "connection", (view) => view.backend(view.transaction?.backend ?? "")?.id),
  {
    name: "srv_is_up",
    gives: "truth",
    layer: "connection",
    parameters: ["server"],
    required: 1,
    compile: ([path = ""]) => {
      const [backend, server] = halves(path);
      return { one: (view) => view.backend(backend)?.isUp(server) ?? false };
    },
  },
  ofServer("srv_conn", ({ sessions }) => sessions),
  ofServer("srv_conn_free", ({ sessions, maxConnections }) =>
    maxConnections === undefined ? -1 : Math.max(0, maxConnections - sessions),
  ),
  ofServer("srv_queue", ({ queued }) => queued),
  ofServer("srv_sess_rate", (server, nowMs) => server.sessionRate(nowMs)),
  ofServer("srv_weight", ({ weight }) => weight),
  ofServer("srv_uweight", ({ weight }) => weight),
  ofServer("srv_iweight", ({ initialWeight }) => initialWeight),
];

type Read<Of> = (of: Of, nowMs: number) => Sample | undefined;

function ofBackend(name: string, read: Read<BackendView>): Fetch {
  return number(name, "backend", (view, backend) => {
    const found = view.backend(backend);
    return found && read(found, view.world?.nowMs() ?? 0);
  });
}

function ofFrontend(name: string, read: Read<FrontendView>): Fetch {
  return number(name, "frontend", ({ world }, frontend) => {
    const found = world?.frontend(frontend);
    return found && read(found, world?.nowMs() ?? 0);
  });
}

function ofServer(name: string, read: Read<ServerView>): Fetch {
  return number(name, "server", (view, path) => {
    const [backend, server] = halves(path);
    const found = view.backend(backend)?.server?.(server);
    return found && read(found, view.world?.nowMs() ?? 0);
  });
}

function number(
  name: string,
  kind: "backend" | "frontend" | "server",
  read: (view: RequestView, argument: string) => Sample | undefined,
): Fetch {
  return {
    name,
    gives: "number",
    layer: "connection",
    parameters: [kind],
    ...(kind === "server" ? { required: 1 } : {}),
    compile: ([argument = ""]) => ({ one: (view) => read(view, argument) }),
  };
}

function halves(path: string): [backend: string, server: string] {
  const slash = path.indexOf("/");
  return [path.slice(0, slash), path.slice(slash + 1)];
}
