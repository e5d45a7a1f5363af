import type { Facts } from "../check/facts.ts";
import { ofKind, within } from "../check/select.ts";
import { measuredFaults } from "../check/trial.ts";
import type { EventOf } from "../history/event.ts";
import type { Window } from "../stats/outage.ts";

/** After this long past the interval a health check that did not come is missing. */
const marginMs = 300;

/**
 * The time of the load in which nothing was done to a node: from the last preparation that struck it to the first
 * measured fault that does. What happened to others does not spoil the evidence.
 */
export function untouched({ events, steady, endMs, loadMs }: Facts, node: string): Window | undefined {
  if (steady === undefined || loadMs === undefined) return undefined;
  const measured = measuredFaults(events);
  const own = ofKind(events, "fault").filter((fault) => fault.node === node);
  const prepared = own.filter((fault) => !measured.includes(fault)).map(({ doneMs }) => doneMs);
  const struck = own.find((fault) => measured.includes(fault));
  return { fromMs: Math.max(loadMs, ...prepared), toMs: struck?.atMs ?? endMs };
}

/** The health checks that were answered in a window. */
export function checksIn({ events }: Facts, window: Window | undefined): readonly EventOf<"health">[] {
  return window === undefined ? [] : within(ofKind(events, "health"), window);
}

/** Whether a window is long enough for every balancer to have checked every server once. */
export function longEnough({ promise }: Facts, window: Window | undefined): boolean {
  if (window === undefined) return false;
  const slowestMs = Math.max(0, ...promise.servers.map(({ checkMs }) => checkMs ?? 0));
  return window.toMs - window.fromMs >= slowestMs + marginMs;
}

/** An IPv4 peer of an IPv6 socket is written `::ffff:192.168.1.101`. */
export function isFrom({ remote }: EventOf<"health">, address: string): boolean {
  return remote === address || remote === `::ffff:${address}`;
}
