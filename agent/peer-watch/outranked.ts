import type { Link } from "./link.ts";
import type { PeerState } from "./message.ts";
import { pace } from "./pace.ts";
import type { Turn, WatchState } from "./state.ts";

/**
 * An owner says that its priority has fallen below ours, as after a failed `track_script`: its heir need not wait for
 * the adverts that it would discard until its timer runs out. Only a fall counts: who was weaker from the beginning
 * (after our own return, say) is preempted as the protocol has it.
 */
export function heedFall(
  state: WatchState,
  { peer, theirs: before }: Link,
  after: PeerState,
  { nowMs, out }: Turn,
): WatchState {
  const { self } = state;
  const isOwner = before?.role === "master" && after.role === "master" && self.masterAddress === peer;
  const fell = isOwner && before.priority >= self.priority && after.priority < self.priority;
  const damped = nowMs < Math.max(state.earlyAtMs + pace.dampMs, state.dampedUntilMs);
  const stale = nowMs < state.wokeAtMs + pace.staleMs;
  if (!fell || !after.heir || damped || stale || self.role !== "backup") return state;
  out.push({ kind: "master-gone", address: peer, how: "outranked" });
  return { ...state, earlyAtMs: nowMs };
}
