import type { Fault } from "../fault.ts";
import type { RouterSetup } from "./setup.ts";

/** What happens to some routers, and what comes of it. */
export interface Story {
  readonly name: string;
  readonly version: 2 | 3;
  readonly routers: readonly Partial<RouterSetup>[];
  readonly faults: readonly { readonly atMs: number; readonly fault: Fault }[];
  /** When who begins (+) or ceases (-) to own the address: by RFC 3768 §6.1 and RFC 9568 §6.1, computed by hand. */
  readonly owners: readonly (readonly [atMs: number, change: string])[];
}

export const skew = (priority: number) => ((256 - priority) * 1000) / 256;
export const first = 3000 + skew(200);
export const cut = 10_300;
/** r1 sends at `first` + n seconds: the last advert before the cut. */
export const lastAdvert = first + 7000;

export const two = [{ priority: 200 }, { priority: 100 }] as const;
export const node = "r1";
