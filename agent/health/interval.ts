import type { HealthCheck } from "../config/haproxy/server-config.ts";

/** How long until the next check: manual §5.2 `fastinter`, `downinter`. */
export function nextIntervalMs(check: HealthCheck, health: number): number {
  const { intervalMs, fastIntervalMs, downIntervalMs, rise, fall } = check;
  if (health === rise + fall - 1) return intervalMs;
  if (health === 0) return downIntervalMs ?? intervalMs;
  return fastIntervalMs ?? intervalMs;
}
