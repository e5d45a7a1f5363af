import type { Frontend } from "../config/haproxy/config.ts";
import type { ProgramQuestion } from "../health/program.ts";
import type { BackendState } from "../proxy/backend-state.ts";

interface Around {
  readonly frontends: readonly Frontend[];
  readonly addressOf: (host: string) => string;
}

/** What a program is told of a server of this backend. */
export function programQuestion(
  { config, sessions }: BackendState,
  index: number,
  { frontends, addressOf }: Around,
): Pick<ProgramQuestion, "proxy" | "server"> {
  const server = config.servers[index];
  const [bind] = frontends.find(({ name }) => name === config.name)?.binds ?? [];
  const { id, name } = config;
  const place = bind?.path !== undefined ? { host: bind.path } : bind && { host: bind.host, port: bind.port };
  return {
    proxy: { id, name, ...place },
    server: {
      id: server?.id ?? index + 1,
      name: server?.name ?? "",
      host: addressOf(server?.host ?? ""),
      port: server?.port ?? 0,
      sessions: sessions[index] ?? 0,
      maximum: server?.maxConnections ?? 0,
      tls: false,
      protocol: config.mode === "http" ? "h1" : "tcp",
    },
  };
}
