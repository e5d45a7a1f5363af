import type { HealthCheck } from "../config/haproxy/config.ts";
import type { BackendState } from "../proxy/backend-state.ts";

/** The words for a server's state, as `show stat` and the page have them. */
export function serverStatus(state: BackendState, index: number): string {
  const { pool, config } = state;
  const check = state.silenced.check.has(index) ? undefined : config.servers[index]?.check;
  const health = state.checks[index]?.health ?? 0;
  if (state.unresolved.has(index)) return "MAINT (resolution)";
  if (pool.adminOf(index) === "maint") return "MAINT";
  if (!pool.isUp(index)) return health > 0 && check ? `DOWN ${health}/${check.rise}` : "DOWN";
  if (pool.isLeaving(index)) return check ? `NOLB${outOf(health, check)}` : "NOLB";
  const drained = pool.adminOf(index) === "drain";
  if (!check) return drained ? "DRAIN" : "no check";
  return `${drained ? "DRAIN" : "UP"}${outOf(health, check)}`;
}

/** On its way down: ` 2/3`. */
function outOf(health: number, { rise, fall }: HealthCheck): string {
  return health < rise + fall - 1 ? ` ${health - rise + 1}/${fall}` : "";
}
