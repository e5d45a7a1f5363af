import type { BackendState } from "../proxy/backend-state.ts";

/** The words for a server's state, as `show stat` and the page have them. */
export function serverStatus(state: BackendState, index: number): string {
  const { pool, config } = state;
  const check = config.servers[index]?.check;
  const health = state.checks[index]?.health ?? 0;
  if (pool.adminOf(index) === "maint") return "MAINT";
  if (!pool.isUp(index)) return health > 0 && check ? `DOWN ${health}/${check.rise}` : "DOWN";
  const drained = pool.adminOf(index) === "drain";
  if (check && health < check.rise + check.fall - 1) {
    return `${drained ? "DRAIN" : "UP"} ${health - check.rise + 1}/${check.fall}`;
  }
  if (drained) return "DRAIN";
  return check ? "UP" : "no check";
}
