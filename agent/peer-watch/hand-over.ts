import { dropInquiry } from "./inquiry.ts";
import { pace } from "./pace.ts";
import { heirOf, isLively, say } from "./speech.ts";
import type { Turn, WatchState } from "./state.ts";

const nothing = new Uint8Array();

/**
 * The owner lets go, for whatever reason: the addresses stay until the heir has set and announced its own, so that no
 * packet finds nobody. Whoever has won against us is asked too: it has them already, and says so.
 */
export function letGo(state: WatchState, linkUp: boolean, turn: Turn): WatchState {
  const { nowMs, out } = turn;
  const winner = state.links.find((link) => isLively(link, nowMs) && link.theirs?.role === "master");
  const next = winner ?? heirOf(state, nowMs);
  if (!linkUp || state.self.role !== "master" || next === undefined) {
    out.push({ kind: "let-go" });
    return state;
  }
  const handOver = { id: next.id, untilMs: nowMs + pace.handOverMs };
  return { ...say(state, next.id, "yield", nothing, turn), handOver };
}

/** It has answered, whatever it was, or will not any more. */
export function endHandOver(state: WatchState, id: number, { out }: Turn): WatchState {
  if (state.handOver?.id !== id) return state;
  out.push({ kind: "let-go" });
  return { ...state, handOver: undefined };
}

/** The owner lets go: we take over if it is our master, and in any case it hears what came of it. */
export function hearYield(before: WatchState, id: number, address: string, turn: Turn): WatchState {
  const { self, wokeAtMs } = before;
  const stale = turn.nowMs < wokeAtMs + pace.staleMs;
  if (stale || self.role !== "backup" || self.masterAddress !== address)
    return answerYield({ ...before, owes: id }, turn);
  const state = dropInquiry(before, turn);
  turn.out.push({ kind: "master-gone", address, how: "handed-over" });
  return { ...state, owes: id };
}

/** Once the machine has done what it does. */
export function answerYield(state: WatchState, turn: Turn): WatchState {
  const { owes, self } = state;
  if (owes === undefined) return state;
  const answer = self.role === "master" ? "taken" : "declined";
  return say({ ...state, owes: undefined }, owes, answer, nothing, turn);
}
