import type { FaultKind } from "./fault.ts";
import { freeze } from "./freeze.ts";
import { kill } from "./kill.ts";

/** Every fault that a scenario can name; a new one is one file and one row here. */
export const faults = {
  kill,
  freeze,
} as const satisfies Record<string, FaultKind>;
