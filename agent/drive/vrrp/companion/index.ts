import type { CompanionKind } from "./companion.ts";
import { garpElsewhereCompanion } from "./garp-elsewhere.ts";
import { notifyCompanion } from "./notify.ts";
import { promoteSecondariesCompanion } from "./promote-secondaries.ts";

/** In the order in which they learn of a step. */
export const companionKinds: readonly CompanionKind[] = [
  notifyCompanion,
  promoteSecondariesCompanion,
  garpElsewhereCompanion,
];
