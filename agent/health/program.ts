import type { CheckResult } from "./result.ts";

/** A program that says how a server is: what it is told. */
export interface ProgramQuestion {
  readonly command: string;
  /** Its PATH; empty: it has none. */
  readonly path: string;
  /** The first address of the section, where it has one. */
  readonly proxy: {
    readonly id: number;
    readonly name: string;
    readonly host?: string;
    readonly port?: number;
  };
  readonly server: {
    readonly id: number;
    readonly name: string;
    readonly host: string;
    readonly port: number;
    readonly sessions: number;
    readonly maximum: number;
    readonly tls: boolean;
    readonly protocol: "h1" | "tcp";
  };
}

/** The words behind the program's name, and its whole environment (manual, `external-check command`). */
export function programCall({ path, proxy, server }: ProgramQuestion): {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
} {
  const host = proxy.host ?? "";
  const port = proxy.port === undefined ? "" : String(proxy.port);
  return {
    words: [host || "NOT_USED", port || "NOT_USED", server.host, String(server.port)],
    environment: {
      HAPROXY_PROXY_ADDR: host,
      HAPROXY_PROXY_ID: String(proxy.id),
      HAPROXY_PROXY_NAME: proxy.name,
      HAPROXY_PROXY_PORT: port,
      HAPROXY_SERVER_ADDR: server.host,
      HAPROXY_SERVER_CURCONN: String(server.sessions),
      HAPROXY_SERVER_ID: String(server.id),
      HAPROXY_SERVER_MAXCONN: String(server.maximum),
      HAPROXY_SERVER_NAME: server.name,
      HAPROXY_SERVER_PORT: String(server.port),
      HAPROXY_SERVER_SSL: server.tls ? "1" : "0",
      HAPROXY_SERVER_PROTO: server.protocol,
      PATH: path,
    },
  };
}

/** How a program ended: its exit code; −1 for a signal, 255 where it could not be started. */
export type ProgramEnd = { readonly kind: "ended"; readonly code: number } | { readonly kind: "late" };

export function judgeProgram(end: ProgramEnd): CheckResult {
  if (end.kind === "late") return { passed: false, status: "program-timeout", code: 0 };
  const passed = end.code === 0;
  return { passed, status: passed ? "program-ok" : "program-error", code: end.code };
}
