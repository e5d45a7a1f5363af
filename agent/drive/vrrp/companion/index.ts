import type { CompanionKind } from "./companion.ts";
import { notifyCompanion } from "./notify.ts";

/** In the order in which they learn of a step. */
export const companionKinds: readonly CompanionKind[] = [notifyCompanion];
