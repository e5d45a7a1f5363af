import type { Condition } from "../../acl/condition.ts";
import type { Expression } from "../../acl/expression.ts";

/** `cookie NAME …`: how a client is kept at its server (manual §4.2). */
export interface CookieSettings {
  readonly name: string;
  /** `insert`: ours. `rewrite`: the server's, with another value. `prefix`: the server's, with the server's name before it. */
  readonly mode: "insert" | "rewrite" | "prefix" | "watch";
  /** The server does not see it. */
  readonly indirect: boolean;
  /** Nobody on the way may keep the answer that sets it. */
  readonly noCache: boolean;
  readonly postOnly: boolean;
  /** A cookie of this name that the server sets itself passes untouched. */
  readonly preserve: boolean;
  readonly httpOnly: boolean;
  readonly secure: boolean;
  readonly domains: readonly string[];
  readonly attributes: readonly string[];
  /** Servers without a value of their own get one made of their address. */
  readonly dynamic?: true;
  readonly maxIdleSeconds?: number;
  readonly maxLifeSeconds?: number;
}

/** `force-persist` also to a server that is down, `ignore-persist`. */
export interface PersistRule {
  readonly kind: "force" | "ignore";
  readonly condition: Condition;
}

/** `use-server NAME [if|unless …]` */
export interface UseServerRule {
  readonly server: string;
  readonly condition?: Condition;
}

/** A `stick` line: a table says, or is told, which server goes with a key. */
export interface StickRule {
  /** It is asked before a server is chosen. */
  readonly matches: boolean;
  /** When the key is taken that is kept with the server; undefined: it only asks. */
  readonly stores?: "request" | "response";
  readonly table: string;
  readonly gives: Expression["gives"];
  readonly key: Expression["one"];
  readonly condition?: Condition;
}

/** What binds clients to servers. */
export interface PersistSettings {
  readonly cookie?: CookieSettings;
  /** `dynamic-cookie-key`, where the cookie is dynamic. */
  readonly dynamicKey?: string;
  readonly rules: readonly PersistRule[];
  readonly useServer: readonly UseServerRule[];
  readonly stick?: readonly StickRule[];
  /** `option persist`: also to a server that is down. */
  readonly always: boolean;
}
