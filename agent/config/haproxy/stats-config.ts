import type { Condition } from "../../acl/condition.ts";

export const statsLevels = ["user", "operator", "admin"] as const;

/** `stats socket`: where commands are taken, and what they may do. */
export interface StatsSocket {
  /** A path, a TCP address, or a socket that whoever started us listens on. */
  readonly address:
    | { readonly kind: "path"; readonly path: string }
    | { readonly kind: "tcp"; readonly host: string; readonly port: number }
    | { readonly kind: "descriptor"; readonly descriptor: number };
  readonly level: (typeof statsLevels)[number];
  /** `severity-output`: messages say how grave they are. */
  readonly severity?: "none" | "number" | "string";
  /** Permission bits; else the umask decides. */
  readonly mode?: number;
  /** Names or numbers. */
  readonly user?: string;
  readonly group?: string;
}

/** A user of the statistics page. */
export interface StatsUser {
  readonly name: string;
  readonly password: string;
}

/** The statistics page of a proxy: `stats …`. */
export interface StatsPage {
  /** What the request's target begins with. */
  readonly uri: string;
  readonly realm: string;
  /** Empty: everybody may look. */
  readonly users: readonly StatsUser[];
  readonly refreshSeconds?: number;
  readonly hideVersion: boolean;
  readonly showLegends: boolean;
  /** Undefined: not shown; empty: the machine's own name. */
  readonly node?: string;
  readonly description?: string;
  /** Names of proxies, `.` for the own one; empty: all. */
  readonly scopes: readonly string[];
  /** The first that holds lets the form act. */
  readonly adminRules: readonly Condition[];
}
