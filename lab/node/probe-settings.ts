/** What the probe program was asked to do; a rate of 0 switches a probe off. Rates are per second. */
export interface ProbeSettings {
  readonly node: string;
  readonly interfaceName: string;
  readonly vip: string;
  readonly names: ReadonlyMap<string, string>;
  readonly vipRate: number;
  readonly vipDeadlineMs: number;
  readonly ownerRate: number;
  readonly httpRate: number;
  readonly httpUrl: string;
  readonly httpDeadlineMs: number;
}

/** From the pacing worker to the main thread. */
export type PacerMessage =
  | { readonly kind: "lines"; readonly text: string }
  | { readonly kind: "http-due"; readonly dueMs: number }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "done" };
