import { runtimes } from "./index.ts";
import type { Leftover } from "./runtime.ts";

/** Removes what dead labs left in any runtime: the next lab may be built elsewhere than the one that was killed. */
export async function sweepEverywhere(): Promise<readonly Leftover[]> {
  const found = await Promise.all(Object.values(runtimes).map((runtime) => runtime.sweep()));
  return found.flat();
}
