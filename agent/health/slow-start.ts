import { weightScale } from "../balance/algorithm.ts";

/** As in the original: whole seconds count, and there are twenty steps at most. */
export function slowStartStepMs(slowStartMs: number): number {
  return Math.max(1000, Math.floor(slowStartMs / 20));
}

/** Of how much of its weight, in sixteenths, a server so long after its return may get. */
export function shareAfter(elapsedMs: number, slowStartMs: number): number {
  if (elapsedMs >= slowStartMs) return weightScale;
  const [elapsed, whole] = [Math.floor(elapsedMs / 1000), Math.ceil(slowStartMs / 1000)];
  return Math.min(weightScale, Math.floor((weightScale * elapsed + whole) / whole));
}
