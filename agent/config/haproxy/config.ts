/** What an haproxy.cfg says once read: `defaults` merged into the proxies, times in milliseconds. */
export interface HaproxyConfig {
  readonly global: HaproxyGlobal;
  readonly frontends: readonly Frontend[];
  readonly backends: readonly Backend[];
}

export interface HaproxyGlobal {
  readonly daemon: boolean;
  readonly maxConnections?: number;
  readonly logs: readonly LogTarget[];
  readonly chroot?: string;
  readonly user?: string;
  readonly group?: string;
}

/** A `log` line: a unix datagram socket path, `ip:port` over UDP, or stdout/stderr. */
export interface LogTarget {
  readonly address: string;
  readonly format: "rfc3164" | "raw";
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
  readonly mode: "http" | "tcp";
  readonly balance: "roundrobin";
  readonly timeouts: Timeouts;
  readonly forwardFor: boolean;
  readonly httpConnectionMode: "keep-alive" | "server-close" | "close";
  readonly httpCheck?: HttpCheck;
  readonly retries: number;
  readonly redispatch: boolean;
  readonly servers: readonly Server[];
  readonly errorFiles: Readonly<Record<number, string>>;
}

/** `option httpchk` with `http-check expect`. */
export interface HttpCheck {
  readonly method: string;
  readonly uri: string;
  readonly version: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly expect?: { readonly kind: "status" | "string"; readonly value: string };
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
