import type { AdminState } from "../balance/pool.ts";

/** Which server: the backend's name, and the server's place in it. */
export interface ServerRef {
  readonly backend: string;
  readonly server: number;
}

/** What an administrator wants changed; the driver does it. */
export type AdminAction =
  | ({ readonly kind: "server-state"; readonly state: AdminState } & ServerRef)
  | ({ readonly kind: "server-weight"; readonly weight: number } & ServerRef)
  | ({ readonly kind: "server-health"; readonly up: boolean } & ServerRef)
  | ({ readonly kind: "end-sessions" } & ServerRef)
  | { readonly kind: "frontend"; readonly name: string; readonly wish: "pause" | "resume" | "stop" }
  | { readonly kind: "frontend-limit"; readonly name: string; readonly limit: number }
  | ({ readonly kind: "server-limit"; readonly limit: number } & ServerRef)
  | ({ readonly kind: "server-address"; readonly host: string; readonly port: number } & ServerRef)
  | { readonly kind: "process-limit"; readonly limit: number }
  | { readonly kind: "end-session"; readonly id: number }
  | { readonly kind: "clear-peaks" };
