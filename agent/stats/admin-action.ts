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
  | { readonly kind: "frontend"; readonly name: string; readonly wish: "pause" | "resume" }
  | { readonly kind: "clear-peaks" };
