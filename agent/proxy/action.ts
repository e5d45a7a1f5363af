import type { AdminAction } from "../stats/admin-action.ts";
import type { BackendState } from "./backend-state.ts";
import type { SessionRecord } from "./record.ts";

/** What a session wants done; the driver does it in this order. */
export type Action =
  | { readonly kind: "to-client" | "to-server"; readonly bytes: Uint8Array }
  /** Connect to a server of the backend; with `fresh`, not by an idle connection. */
  | {
      readonly kind: "open";
      readonly backend: BackendState;
      readonly server: number;
      readonly fresh: boolean;
      /** The name that it is asked for by TLS. */
      readonly sni?: string;
    }
  /** The server connection is not needed any more; with `keep`, it may serve others. */
  | { readonly kind: "release"; readonly keep: boolean }
  /** Half-close, after what was written. */
  | { readonly kind: "end-client" | "end-server" }
  /** Close after what was written has gone. */
  | { readonly kind: "close-client" }
  /** Stop, or go on, reading from the client. */
  | { readonly kind: "hold-client" | "read-client" }
  /** Wait for a place at this server, or (−1) at any; the driver reports it by `onPlace`. */
  | { readonly kind: "enqueue"; readonly backend: BackendState; readonly server: number }
  | { readonly kind: "leave-queue" }
  | { readonly kind: "log"; readonly record: SessionRecord }
  /** What the form of the statistics page asks for. */
  | { readonly kind: "administer"; readonly actions: readonly AdminAction[] };

/**
 * Events of both connections, with the monotonic time in milliseconds. What to do is returned. Data events lend their
 * bytes: the memory is overwritten once the returned actions are done (they may hold parts of it). A session that keeps
 * bytes for later copies them, and not by `slice`, which of a Buffer is the same memory.
 */
export interface Session {
  /** When `onTime` wants to be called; undefined: never. */
  readonly wakeAtMs: number | undefined;
  /** A soft stop waits for it: something has begun and is not over. */
  readonly busy: boolean;
  onClientData(bytes: Uint8Array, nowMs: number): readonly Action[];
  onClientEnd(nowMs: number): readonly Action[];
  onClientError(nowMs: number): readonly Action[];
  /** The client reads more slowly than the server sends. */
  onClientBlocked(blocked: boolean, nowMs: number): readonly Action[];
  /** The server reads more slowly than the client sends; until it goes on the client is not read. */
  onServerBlocked(blocked: boolean, nowMs: number): readonly Action[];
  onServerOpen(reused: boolean, nowMs: number): readonly Action[];
  onServerData(bytes: Uint8Array, nowMs: number): readonly Action[];
  onServerEnd(nowMs: number): readonly Action[];
  /** The connection failed, or broke. */
  onServerError(nowMs: number): readonly Action[];
  onPlace(nowMs: number): readonly Action[];
  onTime(nowMs: number): readonly Action[];
}
