/** A certificate as `show ssl cert` tells of it: `NAME: value`, in this order. */
export type CertificateFacts = readonly (readonly [name: string, value: string])[];

export interface StoredCertificate {
  readonly status: "Used" | "Unused" | "Empty";
  /** Undefined: nothing is in it yet. */
  readonly facts?: CertificateFacts;
}

/** Line of a `crt-list`. */
export interface ListedCertificate {
  readonly line: number;
  readonly path: string;
  /** Patterns of the names that it is for; with `!` those that it is not for. */
  readonly filters: readonly string[];
}

/** How a change ended; `reason`: in the original's words. */
export type Outcome = { readonly kind: "done" } | { readonly kind: "refused"; readonly reason: string };

/** The certificates of the running process: what is changed here counts from the next handshake on. */
export interface CertificateDesk {
  /** File names, sorted. */
  readonly files: readonly string[];
  /** The file whose change is under way. */
  readonly pending: string | undefined;
  /** `*` before the name: what the change under way would make of it. */
  show(name: string): StoredCertificate | undefined;
  /** A new, empty one. */
  create(name: string): Outcome;
  /** Certificate, chain and key, or some of them, in PEM; counts from `commit` on. */
  set(name: string, pem: string): Outcome;
  /** Gives how many places use it. */
  commit(name: string): Outcome & { readonly uses?: number };
  abort(): void;
  remove(name: string): Outcome;
  /** The files of `crt-list`. */
  readonly lists: readonly string[];
  list(file: string): readonly ListedCertificate[] | undefined;
  listAdd(file: string, path: string, filters: readonly string[]): Outcome;
  listRemove(file: string, line: number): void;
  /** Files of authorities for the certificates of clients, and the facts of each certificate in them. */
  authorities(): ReadonlyMap<string, readonly CertificateFacts[]>;
}
