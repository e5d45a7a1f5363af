import type { PatternRegistry } from "../acl/pattern-registry.ts";
import type { BackendState } from "../proxy/backend-state.ts";
import type { StickTable } from "../stick/table.ts";
import type { LimitedRate } from "./admin-action.ts";
import type { CertificateDesk } from "./certificate-desk.ts";
import type { Counters } from "./counters.ts";
import type { ErrorLog } from "./error-log.ts";
import type { MachineView } from "./machine.ts";
import type { PeersView } from "./peers-view.ts";

/** A frontend, as the statistics see it. */
export interface FrontView {
  readonly counters: Counters;
  /** `disable frontend` pauses it, `shutdown frontend` stops it for ever. */
  readonly status: "OPEN" | "PAUSED" | "STOP";
  /** Connections at most. */
  readonly limit: number;
  readonly handshakes: HandshakeCounts;
}

export interface HandshakeCounts {
  readonly done: number;
  readonly resumed: number;
  readonly failed: number;
}

/** A section of the file: a frontend, a backend, or both halves of a `listen`. */
export interface ProxyView {
  /** Counts from 2 in the order of the file, as the original numbers them. */
  readonly id: number;
  readonly name: string;
  readonly mode: "http" | "tcp";
  readonly front?: FrontView;
  readonly back?: BackView;
}

export interface BackView {
  readonly state: BackendState;
  /** Sessions from which on it counts as full: a tenth of what its frontends let in. */
  readonly limit: number;
}

/** The process as a whole. */
export interface ProcessView {
  readonly pid: number;
  readonly version: string;
  readonly node: string;
  readonly description: string;
  readonly startedAtSeconds: number;
  readonly uptimeMs: number;
  readonly maximumConnections: number;
  /** No `set maxconn global` goes beyond it. */
  readonly hardLimit: number;
  readonly descriptors: number;
  readonly connections: Counters;
  readonly tlsConnections: Counters;
  readonly listeners: number;
  readonly stopping: boolean;
  /** What the program keeps in memory for its own. */
  readonly memoryBytes: number;
}

/** A client's connection that is open now. */
export interface SessionView {
  readonly id: number;
  /** `ip:port`. */
  readonly source: string;
  readonly frontend: string;
  readonly backend: string | undefined;
  readonly server: string | undefined;
  readonly ageMs: number;
}

/** Everything at one moment, whose monotonic time is `nowMs`. */
export interface StatsView {
  readonly nowMs: number;
  readonly process: ProcessView;
  readonly proxies: readonly ProxyView[];
  readonly sessions: readonly SessionView[];
  readonly patterns: PatternRegistry;
  readonly tables: readonly StickTable[];
  /** Undefined: no tables are shared. */
  readonly peers?: readonly PeersView[];
  /** The statistics sockets. */
  readonly sockets: readonly { readonly address: string; readonly level: string }[];
  readonly machine: MachineView;
  readonly certificates: CertificateDesk;
  /** Messages that were no HTTP. */
  readonly errors: ErrorLog;
  /** What `set rate-limit` has set. */
  readonly rates: Readonly<Record<LimitedRate, number>>;
  /** Now, as the log writes it. */
  date(): string;
  environment(): Readonly<Record<string, string | undefined>>;
}
