import { beginInquiry } from "./inquiry.ts";
import type { Link } from "./link.ts";
import { pace } from "./pace.ts";
import { withLink } from "./speech.ts";
import { log, type Turn, type WatchState } from "./state.ts";

/** Heartbeats of the owner are missing, on the link of the one that is to take over. */
export function noticeSilence(state: WatchState, turn: Turn): WatchState {
  const link = ownersLink(state);
  if (link === undefined || link.judged) return state;
  const lateMs = turn.nowMs - (link.heardAtMs + pace.silentMs);
  if (lateMs < 0) return state;
  if (link.beatsHeard === 0) return hearNone(state, link, turn);
  // We were not there to listen: it has as long again to prove itself.
  if (lateMs > pace.lateMs) return withLink(state, { ...link, heardAtMs: turn.nowMs });
  return beginInquiry(withLink(state, { ...link, judged: true }), link.peer, "silent", turn);
}

/** When there is something to do again, be heartbeats heard or not. */
export function silenceWakesMs(state: WatchState): number {
  const link = ownersLink(state);
  const isUnheard = link !== undefined && !link.judged && link.beatsHeard === 0;
  return isUnheard ? link.sinceMs + pace.blockedMs : Number.POSITIVE_INFINITY;
}

/** The link whose silence is to be noticed. */
export function awaited(state: WatchState): WatchState["awaited"] {
  const link = ownersLink(state);
  if (link === undefined || link.judged || link.beatsHeard === 0) return undefined;
  return { id: link.id, untilMs: link.heardAtMs + pace.silentMs };
}

/** The same moment, where a heartbeat has arrived at `arrivedAtMs` that the state does not know of yet. */
export function silentAtMs({ awaited }: WatchState, arrivedAtMs: number): number {
  if (awaited === undefined) return Number.POSITIVE_INFINITY;
  const { untilMs } = awaited;
  return Math.min(Math.max(untilMs, arrivedAtMs + pace.silentMs), untilMs + pace.unprovenMs);
}

/** From nobody whose heartbeats were never heard silence says anything. */
function hearNone(state: WatchState, link: Link, turn: Turn): WatchState {
  if (turn.nowMs < link.sinceMs + pace.blockedMs) return state;
  log(turn, `no heartbeats of ${link.peer} arrive (UDP): if it falls silent, the protocol's timers decide`);
  return withLink(state, { ...link, judged: true });
}

/** Whether a heartbeat would be news: it is to be told at once, and not with the next ones. */
export function awaitsBeats({ self, links }: WatchState): boolean {
  if (self.role !== "backup") return false;
  return links.some(({ stage, beatsHeard, judged }) => stage === "open" && (beatsHeard === 0 || judged));
}

/** Whether the end of this link would mean that we are to take over. */
export function isOwners(state: WatchState, link: Link): boolean {
  return state.seen?.link === link.id && isHeirOf(state, link);
}

/** Whether it is the link of the owner, and the owner has told us that we are next in line. */
export function isHeirOf({ self }: WatchState, { stage, peer, theirs }: Link): boolean {
  const matters = stage === "open" && self.role === "backup" && self.masterAddress === peer;
  return matters && theirs?.role === "master" && theirs.heir;
}

function ownersLink(state: WatchState): Link | undefined {
  return state.links.find((link) => isOwners(state, link));
}
