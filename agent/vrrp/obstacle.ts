import type { VrrpSettings, VrrpState } from "./state.ts";
import { blockedBy } from "./track.ts";

/** What keeps an instance from taking part: `unknown` until a script has ended once, or a delay is over. */
export type Obstacle = "nothing" | "unknown" | "down";

/** Everything that counts: its own, and that of the other members of its sync group. */
export function obstacle(state: VrrpState, settings: VrrpSettings): Obstacle {
  const own = ownObstacle(state, settings);
  return settings.syncGroup === undefined ? own : worst([own, state.others ?? "nothing"]);
}

/** Its own alone: link, address, what it tracks, `vrrp_startup_delay`. */
export function ownObstacle(state: VrrpState, settings: VrrpSettings): Obstacle {
  // `vrrp_startup_delay` runs: nothing happens before its end.
  if (state.role.kind === "init" && state.role.wakeAtMs !== Number.POSITIVE_INFINITY) return "unknown";
  if (state.primaryAddress === undefined) return "down";
  if (!state.linkUp && !settings.dontTrackPrimary) return "down";
  if (settings.faultWithoutPeer && settings.unicast === undefined) return "down";
  return blockedBy(settings, state.verdicts, state.fileValues);
}

export function worst(obstacles: readonly Obstacle[]): Obstacle {
  if (obstacles.includes("down")) return "down";
  return obstacles.includes("unknown") ? "unknown" : "nothing";
}
