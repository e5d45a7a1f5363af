import type { Balance, HashType } from "../config/haproxy/config.ts";
import type { Algorithm } from "./algorithm.ts";
import { byKey } from "./by-key.ts";
import { consistentByKey } from "./consistent.ts";
import { firstWithRoom } from "./first.ts";
import { leastConnections } from "./leastconn.ts";
import { randomDraws } from "./random.ts";
import { roundRobin } from "./roundrobin.ts";
import { staticRoundRobin } from "./static-rr.ts";

/** `balance NAME` [T]. */
export const algorithms: Readonly<Record<Balance["algorithm"], Algorithm>> = {
  roundrobin: roundRobin,
  "static-rr": staticRoundRobin,
  leastconn: leastConnections,
  first: firstWithRoom,
  source: byKey,
  uri: byKey,
  url_param: byKey,
  hdr: byKey,
  random: randomDraws,
};

/** The algorithm of a backend; those that go by a key know two ways to share the servers out. */
export function algorithmOf({ algorithm }: Balance, { consistent }: HashType): Algorithm {
  const found = algorithms[algorithm];
  return found === byKey && consistent ? consistentByKey : found;
}

/** Whether a changed weight takes effect; the maps of the others are made for the weights of the file. */
export function heedsWeights({ algorithm }: Balance, { consistent }: HashType): boolean {
  if (algorithm === "static-rr" || algorithm === "first") return false;
  return algorithms[algorithm] !== byKey || consistent === true;
}

/** With these a server that fails is left at once; with the others it is tried again first. */
export const takesTurns: ReadonlySet<Balance["algorithm"]> = new Set(["roundrobin", "static-rr", "random"]);
