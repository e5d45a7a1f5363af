/** After a failed connection: try the same server again after a pause, another one at once, or give up. */
export type NextAttempt =
  | { readonly kind: "same"; readonly waitMs: number }
  | { readonly kind: "other" }
  | { readonly kind: "give-up" };

export interface AttemptFacts {
  readonly retries: number;
  readonly maximumRetries: number;
  readonly redispatch: boolean;
  /** The server that failed is still thought to be well. */
  readonly up: boolean;
  /** Servers that can be chosen. */
  readonly usable: number;
  readonly connectTimeoutMs: number | undefined;
}

/** `retries` and `option redispatch`: manual §4.2. The pause keeps a restarting server from being hammered. */
export function nextAttempt(facts: AttemptFacts): NextAttempt {
  if (facts.retries >= facts.maximumRetries) return { kind: "give-up" };
  if (facts.redispatch && (facts.usable > 1 || !facts.up)) return { kind: "other" };
  return { kind: "same", waitMs: Math.min(1000, facts.connectTimeoutMs ?? 1000) };
}
