import type { Facts } from "../check/facts.ts";
import { ofKind, within } from "../check/select.ts";
import type { EventOf } from "../history/event.ts";

/** After this long past the interval a health check that did not come is missing. */
const marginMs = 300;

/** The health checks that the application servers answered while the lab was steady. */
export function steadyChecks({ events, steady }: Facts): readonly EventOf<"health">[] {
  return steady === undefined ? [] : within(ofKind(events, "health"), steady);
}

/** Whether the steady time was long enough for every balancer to have checked every server once. */
export function longEnough({ promise, steady }: Facts): boolean {
  if (steady === undefined) return false;
  const slowestMs = Math.max(0, ...promise.servers.map(({ checkMs }) => checkMs ?? 0));
  return steady.toMs - steady.fromMs >= slowestMs + marginMs;
}

/** An IPv4 peer of an IPv6 socket is written `::ffff:192.168.1.101`. */
export function isFrom({ remote }: EventOf<"health">, address: string): boolean {
  return remote === address || remote === `::ffff:${address}`;
}
