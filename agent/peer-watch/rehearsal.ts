import { answerInquiry } from "./inquiry.ts";
import type { Link } from "./link.ts";
import { pace } from "./pace.ts";
import { isHeirOf } from "./silence.ts";
import { log, type Seen, type Turn, type WatchState } from "./state.ts";

/**
 * That nobody answers for the addresses proves something only where the owner's answers can be heard, and after the time
 * that they take: whoever is next in line asks beforehand, every second until it has heard some.
 */
export function rehearse(state: WatchState, { nowMs, out }: Turn): WatchState {
  if (nowMs < rehearsalWakesMs(state)) return state;
  out.push({ kind: "ask", witnesses: false });
  return { ...state, lookedAtMs: nowMs };
}

/** When there is something to do again. */
export function rehearsalWakesMs(state: WatchState): number {
  const link = state.links.find((one) => isHeirOf(state, one));
  const known = link === undefined || seenOn(link, state).answers >= pace.rehearsals;
  return known || state.inquiry !== undefined ? Number.POSITIVE_INFINITY : state.lookedAtMs + pace.lookMs;
}

/** Somebody answers: an inquiry, or the rehearsal of one. */
export function hearAnswer(state: WatchState, who: "owner" | "witness", turn: Turn): WatchState {
  const { inquiry, lookedAtMs } = state;
  if (inquiry !== undefined) return { ...state, inquiry: answerInquiry(inquiry, who, turn.nowMs) };
  const link = state.links.find((one) => isHeirOf(state, one));
  if (link === undefined || who !== "owner") return state;
  const { answers, roundTripMs } = seenOn(link, state);
  if (answers >= pace.rehearsals) return state;
  turn.out.push({ kind: "ask-no-more" });
  if (answers === 0) log(turn, `next in line after ${link.peer}`);
  const shortestMs = Math.min(roundTripMs, turn.nowMs - lookedAtMs);
  return { ...state, seen: { link: link.id, answers: answers + 1, roundTripMs: shortestMs } };
}

function seenOn({ id }: Link, { seen }: WatchState): Seen {
  return seen?.link === id ? seen : { link: id, answers: 0, roundTripMs: Number.POSITIVE_INFINITY };
}
