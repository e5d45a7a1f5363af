/** A `resolvers` section: who is asked for the names of servers, and what is made of the answers. */
export interface ResolversSection {
  readonly name: string;
  /** `address`: with its port. */
  readonly servers: readonly { readonly name: string; readonly address: string }[];
  /** Those of the machine are asked as well (`parse-resolv-conf`). */
  readonly usesSystem: boolean;
  /** `timeout retry`, `resolve_retries`: how long an answer is waited for, and how often it is asked. */
  readonly retryMs: number;
  readonly retries: number;
  /** `timeout resolve`: when it is asked again, where nothing else says so. */
  readonly resolveMs: number;
  /** `hold`: `valid` until it is asked again, the others while an address is kept without an answer. */
  readonly holdMs: Readonly<Record<"valid" | "nx" | "refused" | "timeout" | "other" | "obsolete", number>>;
}
