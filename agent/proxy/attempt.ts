/** After a failed connection: try the same server again after a pause, another one at once, or give up. */
export type NextAttempt =
  | { readonly kind: "same"; readonly waitMs: number }
  | { readonly kind: "other" }
  | { readonly kind: "give-up" };

export interface AttemptFacts {
  readonly retries: number;
  readonly maximumRetries: number;
  readonly redispatch: boolean;
  /** The algorithm takes turns: it does not matter which server it is. */
  readonly turns: boolean;
  /** The server that failed is still thought to be well. */
  readonly up: boolean;
  /** Servers that can be chosen. */
  readonly usable: number;
  readonly connectTimeoutMs: number | undefined;
}

/** `retries` and `option redispatch`: manual §4.2. The pause keeps a restarting server from being hammered. */
export function nextAttempt(facts: AttemptFacts): NextAttempt {
  if (facts.retries >= facts.maximumRetries) return { kind: "give-up" };
  const last = facts.retries === facts.maximumRetries - 1;
  if (facts.redispatch && (last || !facts.up || (facts.turns && facts.usable > 1))) return { kind: "other" };
  return { kind: "same", waitMs: Math.min(1000, facts.connectTimeoutMs ?? 1000) };
}
