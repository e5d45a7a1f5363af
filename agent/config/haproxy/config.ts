import type { Condition } from "../../acl/condition.ts";
import type { PatternRegistry } from "../../acl/pattern-registry.ts";
import type { Place } from "../../base/problem.ts";
import type { Compression } from "../../compress/choose.ts";
import type { CheckScript } from "../../health/step.ts";
import type { Captures } from "../../rule/capture.ts";
import type { ContentRules } from "../../rule/content.ts";
import type { Format } from "../../rule/format.ts";
import type { Forwarding } from "../../rule/forward.ts";
import type { ResponseRules } from "../../rule/response.ts";
import type { Rule } from "../../rule/rule.ts";
import type { TableSpec } from "../../stick/spec.ts";
import type { Balance, HashType } from "./balance-config.ts";
import type { BindAddress } from "./bind-config.ts";
import type { PersistSettings } from "./cookie-config.ts";
import type { reuseModes } from "./http-reuse.ts";
import type { KeepAlive } from "./keep-alive.ts";
import type { ResolversSection } from "./resolvers-config.ts";
import type { RetryReason } from "./retry-on.ts";
import type { Server } from "./server-config.ts";
import type { StatsPage, StatsSocket } from "./stats-config.ts";

export type { Balance, HashType, UriBalance } from "./balance-config.ts";
export type { BindAddress, BindSocket, BindTls, CertificateFilter, CertificateList } from "./bind-config.ts";
export type { HealthCheck, Server } from "./server-config.ts";
export { type StatsPage, type StatsSocket, type StatsUser, statsLevels } from "./stats-config.ts";

/** What an haproxy.cfg says once read: `defaults` merged into the proxies, times in milliseconds. */
export interface HaproxyConfig {
  readonly global: HaproxyGlobal;
  readonly frontends: readonly Frontend[];
  readonly backends: readonly Backend[];
  /** `stick-table`, of every section that has one. */
  readonly tables: readonly TableSpec[];
  /** Those that name this machine. */
  readonly peers: readonly PeersSection[];
  /** Those who are asked for the names of servers. */
  readonly resolvers?: readonly ResolversSection[];
  /** Answers that the file writes itself (`errorloc`), by the name that `errorFiles` gives them. */
  readonly replies: Readonly<Record<string, string>>;
  /** Lists of patterns and maps; they may change while the balancer runs. */
  readonly patterns: PatternRegistry;
  /** What only the machine can answer: does this file, user, group, name exist? */
  readonly needs: readonly MachineNeed[];
}

/** Something outside the file that it relies on, and where it says so. */
export interface MachineNeed extends Place {
  readonly kind:
    | "error-file"
    | "certificate"
    | "authority"
    | "ciphers"
    | "suites"
    | "descriptor"
    | "folder"
    | "user"
    | "group"
    | "server-name"
    | "spare-name"
    | "bind-name";
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
  readonly pidFile?: string;
  /** `master-worker`. */
  readonly master?: boolean;
  /** `zero-warning`. */
  readonly strict?: boolean;
  /** How long it still listens once it shall end softly, and when it ends whatever is under way. */
  readonly graceMs?: number;
  readonly hardStopMs?: number;
  /** What the statistics show as this machine's name, and beside it. */
  readonly node?: string;
  readonly description?: string;
  /** `server-state-file`, and where relative names of such files begin. */
  readonly stateFile?: string;
  readonly stateFolder?: string;
  readonly statsSockets?: readonly StatsSocket[];
  readonly statsTimeoutMs?: number;
  readonly statsMaxConnections?: number;
}

/** `userlist`: names, passwords and groups for `http_auth()`. */
export interface UserList {
  readonly name: string;
  readonly users: readonly {
    readonly name: string;
    /** `encrypted`: as crypt(3) writes it. Without a password nobody gets in by this name. */
    readonly password?: { readonly text: string; readonly encrypted: boolean };
    readonly groups: readonly string[];
  }[];
}

/** `peers`: those who share their stick-tables with each other. */
export interface PeersSection {
  readonly name: string;
  readonly enabled: boolean;
  /** Which of the peers is this machine. */
  readonly localName: string;
  readonly peers: readonly { readonly name: string; readonly host: string; readonly port: number }[];
  /** `table` lines; they stand in `tables`, too. */
  readonly tables: readonly TableSpec[];
}

/** A `log` line: a unix datagram socket path, `ip:port` over UDP, or stdout/stderr. */
export interface LogTarget {
  readonly address: string;
  /** `local` is RFC 3164 without the host name: haproxy's default. */
  readonly format: "local" | "rfc3164" | "raw";
  readonly facility: string;
  readonly minimumLevel?: string;
  /** In place of `haproxy`. */
  readonly tag?: string;
  /** The machine's name stands in the line; empty: its own. */
  readonly host?: string;
}

export interface Timeouts {
  readonly connectMs?: number;
  readonly clientMs?: number;
  readonly serverMs?: number;
  readonly checkMs?: number;
  readonly httpRequestMs?: number;
  readonly httpKeepAliveMs?: number;
  readonly queueMs?: number;
  /** Of a connection that has become a tunnel, and of `mode tcp`. */
  readonly tunnelMs?: number;
  /** Of a side whose other side has ended. */
  readonly clientFinMs?: number;
  readonly serverFinMs?: number;
  readonly tarpitMs?: number;
}

/** A frontend, or the front half of a `listen` section. */
export interface Frontend {
  /** Counts the sections from 2 on; both halves of a `listen` have the same. */
  readonly id: number;
  readonly name: string;
  readonly mode: "http" | "tcp";
  /** Empty in `mode tcp`. */
  readonly rules: RuleSet;
  /** `use_backend`: the first that applies counts, else `defaultBackend`. */
  readonly routes: readonly Route[];
  readonly monitor?: Monitor;
  readonly binds: readonly BindAddress[];
  readonly defaultBackend?: string;
  readonly timeouts: Timeouts;
  readonly logs: readonly LogTarget[];
  readonly logFormat: "default" | "http" | "tcp" | "none";
  /** Another line than that of `logFormat`. */
  readonly logLine?: Format;
  /** `error-log-format`: that of a line about what was no request. */
  readonly errorLine?: Format;
  readonly captures?: Captures;
  /** `unique-id-format` and the header that tells it to the server. */
  readonly uniqueId?: { readonly format?: Format; readonly header?: string };
  readonly dontLogNull: boolean;
  readonly forwardFor: boolean;
  /** What `option forwardfor` and `option originalto` say besides. */
  readonly forwarding?: { readonly client?: Forwarding; readonly local?: Forwarding };
  readonly httpConnectionMode: "keep-alive" | "server-close" | "close";
  readonly maxConnections?: number;
  /** Status to file, `errorfile`. */
  readonly errorFiles: Readonly<Record<number, string>>;
  readonly stats?: StatsPage;
  /** Names of the `option` lines that switch something on. */
  readonly options?: ReadonlySet<string>;
  readonly compression?: Compression;
  /** `h1-case-adjust`, for its clients: names by the same in small letters. */
  readonly nameCases?: ReadonlyMap<string, string>;
}

/** A backend, or the back half of a `listen` section. */
export interface Backend {
  readonly id: number;
  readonly name: string;
  /** `backend` unless said. */
  readonly section?: "backend" | "listen";
  readonly mode: "http" | "tcp";
  readonly rules: RuleSet;
  readonly balance: Balance;
  readonly hashType: HashType;
  readonly timeouts: Timeouts;
  /** Where news of the servers' health goes. */
  readonly logs: readonly LogTarget[];
  readonly forwardFor: boolean;
  /** What `option forwardfor` and `option originalto` say besides. */
  readonly forwarding?: { readonly client?: Forwarding; readonly local?: Forwarding };
  readonly httpConnectionMode: "keep-alive" | "server-close" | "close";
  /** Undefined: a server that takes a connection is well. */
  readonly check?: CheckScript;
  /** Which file brings back the states of its servers; `stateFile`: another name than its own. */
  readonly stateFrom?: "global" | "local";
  readonly stateFile?: string;
  /** `option external-check`: a program says how a server is. */
  readonly externalCheck?: { readonly command: string; readonly path: string };
  readonly retries: number;
  readonly redispatch: boolean;
  /** `retry-on`; undefined: failed connections only. */
  readonly retryOn?: ReadonlySet<RetryReason>;
  readonly compression?: Compression;
  /** `h1-case-adjust`, for its servers. */
  readonly nameCases?: ReadonlyMap<string, string>;
  /** `http-send-name-header`, in small letters. */
  readonly nameHeader?: string;
  /** `option srvtcpka`, `option tcpka`. */
  readonly keepAlive?: KeepAlive;
  /** `safe` unless said. */
  readonly httpReuse?: (typeof reuseModes)[number];
  /** Names of the `option` lines that switch something on. */
  readonly options?: ReadonlySet<string>;
  /** Another server at every Nth attempt; −N: at the Nth before the last (−1 unless said). */
  readonly redispatchEvery?: number;
  /** `option log-health-checks`. */
  readonly logHealthChecks?: true;
  /** What binds clients to servers; undefined: nothing does. */
  readonly persist?: PersistSettings;
  /** `fullconn`: sessions at which every server's limit is its `maxconn`. */
  readonly fullConnections?: number;
  /** All backups serve together, not only the first. */
  readonly allBackups: boolean;
  readonly servers: readonly Server[];
  readonly errorFiles: Readonly<Record<number, string>>;
  readonly stats?: StatsPage;
}

/** The rules of a section, in the order in which they are applied. */
export interface RuleSet {
  readonly httpRequest: readonly Rule[];
  readonly redirect: readonly Rule[];
  /** On the head of a server's response, and then on that of any response that goes to the client. */
  readonly httpResponse?: ResponseRules;
  readonly httpAfterResponse?: ResponseRules;
  /** `tcp-request`: when a connection comes, and before the rules of its requests. */
  readonly connection?: readonly Rule[];
  readonly session?: readonly Rule[];
  readonly content?: ContentRules;
  /** `tcp-response content`. */
  readonly answerContent?: ContentRules;
}

export interface Route {
  /** Undefined: a format gives the name. */
  readonly backend: string | undefined;
  readonly format?: Format;
  readonly condition?: Condition;
}

/** `monitor-uri`: answered with 200, or 503 when one of the conditions holds. */
export interface Monitor {
  readonly uri: string;
  readonly fails: readonly Condition[];
}
