import type { Place } from "../../base/problem.ts";

/** What an haproxy.cfg says once read: `defaults` merged into the proxies, times in milliseconds. */
export interface HaproxyConfig {
  readonly global: HaproxyGlobal;
  readonly frontends: readonly Frontend[];
  readonly backends: readonly Backend[];
  /** What only the machine can answer: does this file, user, group, name exist? */
  readonly needs: readonly MachineNeed[];
}

/** Something outside the file that it relies on, and where it says so. */
export interface MachineNeed extends Place {
  readonly kind: "error-file" | "certificate" | "user" | "group" | "server-name" | "bind-name";
  readonly value: string;
}

export interface HaproxyGlobal {
  readonly daemon: boolean;
  readonly maxConnections?: number;
  readonly logs: readonly LogTarget[];
  readonly chroot?: string;
  /** A name, or a number as `uid` gives it. */
  readonly user?: string;
  readonly group?: string;
}

/** A `log` line: a unix datagram socket path, `ip:port` over UDP, or stdout/stderr. */
export interface LogTarget {
  readonly address: string;
  /** `local` is RFC 3164 without the host name: haproxy's default. */
  readonly format: "local" | "rfc3164" | "raw";
  readonly facility: string;
  readonly minimumLevel?: string;
}

export interface Timeouts {
  readonly connectMs?: number;
  readonly clientMs?: number;
  readonly serverMs?: number;
  readonly checkMs?: number;
  readonly httpRequestMs?: number;
  readonly httpKeepAliveMs?: number;
  readonly queueMs?: number;
}

export interface BindAddress {
  /** `0.0.0.0` for `*`. */
  readonly host: string;
  readonly port: number;
}

/** A frontend, or the front half of a `listen` section. */
export interface Frontend {
  readonly name: string;
  readonly mode: "http" | "tcp";
  readonly binds: readonly BindAddress[];
  readonly defaultBackend?: string;
  readonly timeouts: Timeouts;
  readonly logs: readonly LogTarget[];
  readonly logFormat: "default" | "http" | "tcp" | "none";
  readonly dontLogNull: boolean;
  readonly forwardFor: boolean;
  readonly httpConnectionMode: "keep-alive" | "server-close" | "close";
  readonly maxConnections?: number;
  /** Status to file, `errorfile`. */
  readonly errorFiles: Readonly<Record<number, string>>;
}

/** A backend, or the back half of a `listen` section. */
export interface Backend {
  readonly name: string;
  /** `backend` unless said. */
  readonly section?: "backend" | "listen";
  readonly mode: "http" | "tcp";
  readonly balance: "roundrobin";
  readonly timeouts: Timeouts;
  /** Where news of the servers' health goes. */
  readonly logs: readonly LogTarget[];
  readonly forwardFor: boolean;
  readonly httpConnectionMode: "keep-alive" | "server-close" | "close";
  readonly httpCheck?: HttpCheck;
  readonly retries: number;
  readonly redispatch: boolean;
  /** All backups serve together, not only the first. */
  readonly allBackups: boolean;
  readonly servers: readonly Server[];
  readonly errorFiles: Readonly<Record<number, string>>;
}

/** `option httpchk` with `http-check expect`. */
export interface HttpCheck {
  readonly method: string;
  readonly uri: string;
  readonly version: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
  /** `value` of a status: `200`, `200-399`, `200,204`. `negated` is written with `!`. */
  readonly expect?: {
    readonly kind: "status" | "string";
    readonly value: string;
    readonly negated: boolean;
  };
}

export interface Server {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly weight: number;
  readonly backup: boolean;
  readonly maxConnections?: number;
  readonly check?: HealthCheck;
}

export interface HealthCheck {
  readonly intervalMs: number;
  readonly fall: number;
  readonly rise: number;
  readonly port?: number;
}
