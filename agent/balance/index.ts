import type { Algorithm } from "./algorithm.ts";
import { roundRobin } from "./roundrobin.ts";

/** `balance NAME` [T]. */
export const algorithms = { roundrobin: roundRobin } as const satisfies Record<string, Algorithm>;
