import { type Link, sealFrame } from "./link.ts";
import { encodeState, type Message } from "./message.ts";
import { pace } from "./pace.ts";
import type { Turn, WatchState } from "./state.ts";

/** The one that is to take over: of those that listen the one that would win the election. */
export function heirOf({ links }: WatchState, nowMs: number): Link | undefined {
  const ready = links.filter((link) => isLively(link, nowMs) && link.theirs?.role === "backup");
  return ready.toSorted(byRank)[0];
}

/** Heard not long ago. */
export function isLively({ stage, heardAtMs }: Link, nowMs: number): boolean {
  return stage === "open" && nowMs - heardAtMs < pace.livelyMs;
}

/** Says on this link what we are. */
export function tellState(state: WatchState, id: number, turn: Turn): WatchState {
  const { self, earlyAtMs } = state;
  const { nowMs } = turn;
  const heir = self.role === "master" && heirOf(state, nowMs)?.id === id;
  const dampedMs = Math.max(0, earlyAtMs + pace.dampMs - nowMs);
  const payload = encodeState({ role: self.role, priority: self.priority, heir, dampedMs });
  const told = state.links.map((link) => (link.id === id ? { ...link, toldHeir: heir } : link));
  return say({ ...state, links: told }, id, "state", payload, turn);
}

/** The owner has another heir: the one that was is told before the one that is. */
export function tellHeirs(state: WatchState, turn: Turn): WatchState {
  if (state.self.role !== "master") return state;
  const heir = heirOf(state, turn.nowMs)?.id;
  const wrong = state.links.filter(
    ({ id, stage, toldHeir }) => stage === "open" && toldHeir !== (id === heir),
  );
  if (wrong.length === 0) return state;
  const ordered = wrong.toSorted((one, other) => Number(other.toldHeir) - Number(one.toldHeir));
  return ordered.reduce((next, { id }) => tellState(next, id, turn), state);
}

/** The same on all links that are open. */
export function tellAll(state: WatchState, turn: Turn): WatchState {
  const open = state.links.filter(({ stage }) => stage === "open");
  return open.reduce((next, { id }) => tellState(next, id, turn), state);
}

/** Sends a sealed frame on a link; nothing when there is no such link any more. */
export function say(
  state: WatchState,
  id: number,
  kind: Message["kind"],
  payload: Uint8Array,
  { context, nowMs, out }: Turn,
): WatchState {
  const link = state.links.find((one) => one.id === id && one.stage === "open");
  if (link === undefined) return state;
  const sealed = sealFrame(link, kind, payload, context);
  out.push({ kind: "send", id, bytes: sealed.bytes });
  return withLink(state, { ...sealed.link, toldAtMs: nowMs });
}

/** With this link in place of the one of the same id. */
export function withLink(state: WatchState, link: Link): WatchState {
  return { ...state, links: state.links.map((one) => (one.id === link.id ? link : one)) };
}

export function withoutLink(state: WatchState, id: number): WatchState {
  return { ...state, links: state.links.filter((one) => one.id !== id) };
}

function byRank(one: Link, other: Link): number {
  const difference = (other.theirs?.priority ?? 0) - (one.theirs?.priority ?? 0);
  if (difference !== 0) return difference;
  return one.peer < other.peer ? 1 : -1;
}
