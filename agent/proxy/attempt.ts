/** After a failed connection: try the same server again after a pause, another one at once, or give up. */
export type NextAttempt =
  | { readonly kind: "same"; readonly waitMs: number }
  | { readonly kind: "other" }
  | { readonly kind: "give-up" };

export interface AttemptFacts {
  readonly retries: number;
  readonly maximumRetries: number;
  readonly redispatch: boolean;
  /** `option redispatch N`: at every Nth attempt; −N: at the Nth before the last. */
  readonly every: number;
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
  const turns = facts.turns && facts.usable > 1;
  if (facts.redispatch && (isNth(facts) || !facts.up || turns)) return { kind: "other" };
  return { kind: "same", waitMs: Math.min(1000, facts.connectTimeoutMs ?? 1000) };
}

function isNth({ retries, maximumRetries, every }: AttemptFacts): boolean {
  const step = every > 0 ? every : maximumRetries + 1 + every;
  return step > 0 && (retries + 1) % step === 0;
}
