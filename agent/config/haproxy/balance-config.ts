/** How a server is chosen, and by what of the request. */
export type Balance =
  | { readonly algorithm: "roundrobin" | "static-rr" | "leastconn" | "first" | "source" }
  | { readonly algorithm: "random"; readonly draws: number }
  | UriBalance
  /** `checksPost`: a form in the body may have it, too. */
  | { readonly algorithm: "url_param"; readonly name: string; readonly checksPost?: true }
  /** `domainOnly`: of a host name what stands before the last dot, and behind the one before that. */
  | { readonly algorithm: "hdr"; readonly name: string; readonly domainOnly?: true };

/** `balance uri`: characters at most, directories at most (each slash begins one). */
export interface UriBalance {
  readonly algorithm: "uri";
  readonly length?: number;
  readonly depth?: number;
  /** With the query. */
  readonly whole: boolean;
  /** Without scheme and host. */
  readonly pathOnly: boolean;
}

export interface HashType {
  /** On a circle, so that few keys move when servers come and go; else by a map. */
  readonly consistent?: true;
  readonly function: "sdbm" | "djb2" | "wt6" | "crc32";
  readonly avalanche: boolean;
  /** `hash-balance-factor`: a server may have so many percent of the average. */
  readonly balanceFactor?: number;
}
