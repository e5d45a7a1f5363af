import type { TrackedScript } from "../config/keepalived/config.ts";

/** What a script's results amount to: `unknown` until it has ended once. */
export type ScriptVerdict = "unknown" | "up" | "down";

export interface ScriptHealth {
  readonly verdict: ScriptVerdict;
  /** Results in a row that contradict the verdict. */
  readonly contrary: number;
}

export const untriedScript: ScriptHealth = { verdict: "unknown", contrary: 0 };

export interface RiseFall {
  readonly rise: number;
  readonly fall: number;
}

/** One more result. The first one decides at once; later `rise` successes or `fall` failures in a row are needed. */
export function scriptResult(
  health: ScriptHealth,
  succeeded: boolean,
  { rise, fall }: RiseFall,
): ScriptHealth {
  const verdict = succeeded ? "up" : "down";
  if (health.verdict === "unknown") return { verdict, contrary: 0 };
  if (health.verdict === verdict) return { ...health, contrary: 0 };
  const contrary = health.contrary + 1;
  const needed = succeeded ? rise : fall;
  return contrary >= needed ? { verdict, contrary: 0 } : { ...health, contrary };
}

export type Verdicts = Readonly<Record<string, ScriptVerdict>>;

/**
 * The priority with the weights of the scripts: a positive one counts while its script is up, a negative one while it
 * is down. It stays within 1–254; an address owner (255) keeps its own.
 */
export function effectivePriority(
  base: number,
  tracked: readonly TrackedScript[],
  verdicts: Verdicts,
): number {
  if (base === 255) return base;
  const weights = tracked.map(({ name, weight }) => {
    const verdict = verdicts[name];
    return (weight > 0 && verdict === "up") || (weight < 0 && verdict === "down") ? weight : 0;
  });
  const sum = weights.reduce((total, weight) => total + weight, base);
  return Math.min(254, Math.max(1, sum));
}

/** A script of weight 0 that is not up keeps the instance from taking part: `down` or, before its first result, `unknown`. */
export function blockedBy(
  tracked: readonly TrackedScript[],
  verdicts: Verdicts,
): "nothing" | "unknown" | "down" {
  const decisive = tracked
    .filter(({ weight }) => weight === 0)
    .map(({ name }) => verdicts[name] ?? "unknown");
  if (decisive.includes("down")) return "down";
  return decisive.includes("unknown") ? "unknown" : "nothing";
}
