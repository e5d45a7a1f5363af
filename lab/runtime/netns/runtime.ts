import type { Runtime } from "../runtime.ts";
import { startNetnsLab } from "./lab.ts";
import { missingForNetns } from "./missing.ts";
import { sweepLeftovers } from "./sweep.ts";

/** Linux namespaces: real processes, real packets, nothing to install, no container engine. */
export const netns: Runtime = {
  name: "netns",
  missing: missingForNetns,
  startLab: startNetnsLab,
  sweep: sweepLeftovers,
};
