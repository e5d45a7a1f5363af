import type { Balance } from "../config/haproxy/config.ts";
import type { Algorithm } from "./algorithm.ts";
import { byKey } from "./by-key.ts";
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

/** With these a server that fails is left at once; with the others it is tried again first. */
export const takesTurns: ReadonlySet<Balance["algorithm"]> = new Set(["roundrobin", "static-rr", "random"]);
