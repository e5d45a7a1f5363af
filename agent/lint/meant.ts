import type { VrrpInstance, VrrpScript } from "../config/keepalived/config.ts";
import { effectivePriority, interfaceKey } from "../vrrp/track.ts";

/** An instance as its author meant it: with the scripts of its list that keepalived ignores, because they stand below. */
export function asMeant(
  instance: VrrpInstance,
  scripts: readonly VrrpScript[],
  tracked: readonly string[],
): VrrpInstance {
  const known = new Set(instance.trackScripts.map(({ name }) => name));
  const ignored = scripts.filter(({ name }) => tracked.includes(name) && !known.has(name));
  return { ...instance, trackScripts: [...instance.trackScripts, ...ignored] };
}

/** The priority while everything that is tracked is well, but the script or interface `failing`. */
export function priorityWhen(instance: VrrpInstance, failing?: string): number {
  const { trackScripts, trackInterfaces } = instance;
  const keys = [
    ...trackScripts.map(({ name }) => ({ name, key: name })),
    ...trackInterfaces.map(({ name }) => ({ name, key: interfaceKey(name) })),
  ];
  const verdicts = keys.map(({ name, key }) => [key, name === failing ? "down" : "up"] as const);
  return effectivePriority(instance, Object.fromEntries(verdicts));
}
