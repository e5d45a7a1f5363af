import { answerInquiry } from "./inquiry.ts";
import type { Link } from "./link.ts";
import { pace } from "./pace.ts";
import { isHeirOf } from "./silence.ts";
import { log, type Turn, type WatchState } from "./state.ts";

/**
 * That nobody answers for the addresses proves something only where the owner's answers can be heard: whoever is next in
 * line asks once beforehand, and again every second until it has heard one.
 */
export function rehearse(state: WatchState, link: Link, { nowMs, out }: Turn): WatchState {
  const due = nowMs >= state.lookedAtMs + pace.lookMs;
  if (!isHeirOf(state, link) || state.seen === link.id || state.inquiry !== undefined || !due) return state;
  out.push({ kind: "ask", witnesses: false });
  return { ...state, lookedAtMs: nowMs };
}

/** Somebody answers: an inquiry, or the rehearsal of one. */
export function hearAnswer(state: WatchState, who: "owner" | "witness", turn: Turn): WatchState {
  const { inquiry } = state;
  if (inquiry !== undefined) return { ...state, inquiry: answerInquiry(inquiry, who, turn.nowMs) };
  const link = state.links.find((one) => isHeirOf(state, one));
  if (link === undefined || state.seen === link.id || who !== "owner") return state;
  turn.out.push({ kind: "ask-no-more" });
  log(turn, `next in line after ${link.peer}`);
  return { ...state, seen: link.id };
}
