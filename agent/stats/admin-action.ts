import type { AdminState } from "../balance/pool.ts";
import type { Server } from "../config/haproxy/config.ts";

/** Which server: the backend's name, and the server's place in it. */
export interface ServerRef {
  readonly backend: string;
  readonly server: number;
}

/** How a server is looked after: by checks, or by the agent beside it. */
export type Probe = "check" | "agent";

/** What an administrator wants of a server. */
type Wish =
  | { readonly kind: "server-state"; readonly state: AdminState }
  | { readonly kind: "server-weight"; readonly weight: number }
  | { readonly kind: "server-health"; readonly up: boolean }
  | { readonly kind: "server-stopping" }
  | { readonly kind: "server-limit"; readonly limit: number }
  | { readonly kind: "server-address"; readonly host: string; readonly port: number }
  | { readonly kind: "agent-health"; readonly up: boolean }
  | { readonly kind: "probe-switch"; readonly probe: Probe; readonly on: boolean }
  | { readonly kind: "probe-target"; readonly probe: Probe; readonly target: ProbeTarget }
  | { readonly kind: "server-remove" }
  | { readonly kind: "end-sessions" };

/** Where a probe goes, and what it sends: what is given changes. */
export interface ProbeTarget {
  readonly host?: string;
  readonly port?: number;
  readonly send?: string;
}

export type ServerAction = Wish & ServerRef;

/** What is limited for the whole process, in a second. */
export type LimitedRate = "connections" | "sessions" | "tlsSessions";

/** What an administrator wants changed; the driver does it. */
export type AdminAction =
  | ServerAction
  | { readonly kind: "server-join"; readonly backend: string; readonly config: Server }
  | { readonly kind: "frontend"; readonly name: string; readonly wish: "pause" | "resume" | "stop" }
  | { readonly kind: "frontend-limit"; readonly name: string; readonly limit: number }
  | { readonly kind: "process-limit"; readonly limit: number }
  | { readonly kind: "rate-limit"; readonly rate: LimitedRate; readonly limit: number }
  | { readonly kind: "end-session"; readonly id: number }
  /** The peaks, or everything. */
  | { readonly kind: "clear-counters"; readonly what: "peaks" | "all" };
