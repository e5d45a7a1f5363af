import type { Tracked } from "../config/keepalived/track-config.ts";
import type { VrrpSettings } from "./state.ts";
import { fileEffect } from "./tracked-file.ts";

/** What a script's results amount to: `unknown` until it has ended once. */
export type ScriptVerdict = "unknown" | "up" | "down";

export interface ScriptHealth {
  readonly verdict: ScriptVerdict;
  /** Results in a row that contradict the verdict. */
  readonly contrary: number;
}

/** Before its first result. */
export function untriedScript({ initFail }: { readonly initFail: boolean }): ScriptHealth {
  return { verdict: initFail ? "down" : "unknown", contrary: 0 };
}

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

/** Everything that an instance watches, by the key of its verdict. */
interface Watched extends Tracked {
  readonly key: string;
}

export function processKey(name: string): string {
  return `process ${name}`;
}

export function interfaceKey(name: string): string {
  return `interface ${name}`;
}

function watchedBy(settings: VrrpSettings): readonly Watched[] {
  const { trackScripts, trackInterfaces, trackProcesses = [] } = settings;
  return [
    ...trackScripts.map((tracked) => ({ ...tracked, key: tracked.name })),
    ...trackInterfaces.map((tracked) => ({ ...tracked, key: interfaceKey(tracked.name) })),
    ...trackProcesses.map((tracked) => ({ ...tracked, key: processKey(tracked.name) })),
  ];
}

/** What is read in the files of `track_file`; one that was not read yet counts as 0. */
export type FileValues = Readonly<Record<string, number>>;

function fileEffects({ trackFiles = [] }: VrrpSettings, values: FileValues): readonly (number | "fault")[] {
  return trackFiles.map((tracked) => fileEffect(tracked, values[tracked.name] ?? 0));
}

/** Of the interfaces of `track_interface`: those in `linked` are up. */
export function linkVerdicts(
  { trackInterfaces }: VrrpSettings,
  linked: ReadonlySet<string> = new Set(),
): Verdicts {
  const verdicts = trackInterfaces.map(({ name }) => [
    interfaceKey(name),
    linked.has(name) ? ("up" as const) : ("down" as const),
  ]);
  return Object.fromEntries(verdicts);
}

/** Before anything is known: a script of `init_fail` counts as down. */
export function firstVerdicts(settings: VrrpSettings): Verdicts {
  const failing = new Set(settings.trackScripts.filter(({ initFail }) => initFail).map(({ name }) => name));
  return Object.fromEntries(
    watchedBy(settings).map(({ key }) => [key, failing.has(key) ? "down" : "unknown"]),
  );
}

/**
 * The priority with the weights: a positive one counts while what it stands for is up, a negative one while it is down;
 * `reverse` turns its sign. It stays within 1–254; an address owner (255) keeps its own.
 */
export function effectivePriority(
  settings: VrrpSettings,
  verdicts: Verdicts,
  values: FileValues = {},
): number {
  if (settings.priority === 255) return 255;
  const weights = watchedBy(settings).map(({ key, weight, reverse }) => {
    const verdict = verdicts[key];
    const counts = (weight > 0 && verdict === "up") || (weight < 0 && verdict === "down");
    return counts ? (reverse ? -weight : weight) : 0;
  });
  const files = fileEffects(settings, values).map((effect) => (effect === "fault" ? 0 : effect));
  const sum = [...weights, ...files].reduce((total, weight) => total + weight, settings.priority);
  return Math.min(254, Math.max(1, sum));
}

/** What has weight 0 and is not up keeps the instance from taking part: `down` or, before its first result, `unknown`. */
export function blockedBy(
  settings: VrrpSettings,
  verdicts: Verdicts,
  values: FileValues = {},
): "nothing" | "unknown" | "down" {
  if (fileEffects(settings, values).includes("fault")) return "down";
  const decisive = watchedBy(settings)
    .filter(({ weight }) => weight === 0)
    .map(({ key, reverse }) => turned(verdicts[key] ?? "unknown", reverse));
  if (decisive.includes("down")) return "down";
  return decisive.includes("unknown") ? "unknown" : "nothing";
}

function turned(verdict: ScriptVerdict, reverse: boolean): ScriptVerdict {
  if (!reverse || verdict === "unknown") return verdict;
  return verdict === "up" ? "down" : "up";
}
