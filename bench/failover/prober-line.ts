import type { Sample } from "../../lab/stats/outage.ts";

/** A probe of the bench, as plain numbers; `by` and `alsoBy`: the nodes that answered. */
export interface BenchSample extends Sample {
  readonly by?: string;
  readonly alsoBy?: string;
}

/** What the prober prints, one JSON line each. Times: CLOCK_MONOTONIC, milliseconds. */
export type ProberLine =
  /** The virtual IP was answered by another node than before. */
  | { readonly kind: "owner"; readonly by: string; readonly atMs: number }
  | { readonly kind: "advert"; readonly by: string; readonly priority: number; readonly atMs: number }
  /** What was seen at full rate, in the order of sending. */
  | { readonly kind: "seen"; readonly vip: readonly BenchSample[]; readonly owner: readonly BenchSample[] };
