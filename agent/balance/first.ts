import { type Algorithm, type Chooser, everyone } from "./algorithm.ts";

/** `balance first`: the first server of the file that has room; the others rest as long as it has. */
export const firstWithRoom: Algorithm = (candidates) => {
  const present = candidates.map(() => false);
  return {
    add: (server) => {
      present[server] = (candidates[server]?.weight ?? 0) > 0;
    },
    remove: (server) => {
      present[server] = false;
    },
    next: (mayTake = everyone) => {
      const server = present.findIndex((here, index) => here && mayTake(index));
      return server < 0 ? undefined : server;
    },
  } satisfies Chooser;
};
