import { askEveryMs, askingMs, pace } from "./pace.ts";
import { log, type Turn, type WatchState } from "./state.ts";

/**
 * The owner seems to be gone: who answers for its addresses? A connection that closed is no proof that they are free (a
 * forger can reset it, a guardian needs a moment), and silence is no proof that the other side is dead (the cut may be
 * ours): then a third party must answer in the same round.
 */
export interface Inquiry {
  readonly address: string;
  readonly how: "closed" | "silent";
  readonly sinceMs: number;
  readonly askedAtMs: number;
  /** So long nobody must have answered. */
  readonly quietMs: number;
  /** When the first question was asked that nobody has answered for the addresses, and how often was asked since. */
  readonly quietSinceMs: number;
  readonly asked: number;
  /** A third party has answered since then. */
  readonly witnessed: boolean;
}

/** A question, or its answer, can get lost or come late. */
const leastQuestions = 3;

/** Starts to ask, unless it was asked with success a moment ago. */
export function beginInquiry(
  state: WatchState,
  address: string,
  how: Inquiry["how"],
  turn: Turn,
): WatchState {
  const { nowMs } = turn;
  if (state.inquiry !== undefined) return state;
  if (nowMs < Math.max(state.earlyAtMs + pace.dampMs, state.dampedUntilMs)) {
    log(turn, `${address} is ${how}, again within ${pace.dampMs / 1000} s: the protocol's timers decide`);
    return state;
  }
  const quietMs = quietFor(how, state.seen?.roundTripMs ?? 0);
  const begun = { address, how, quietMs, sinceMs: nowMs, quietSinceMs: nowMs, asked: 0, witnessed: false };
  log(turn, `${address} is ${how}: asking who has the addresses`);
  return ask({ ...state, inquiry: { ...begun, askedAtMs: nowMs } }, turn);
}

/** Somebody has answered. */
export function answerInquiry(inquiry: Inquiry, who: "owner" | "witness", nowMs: number): Inquiry {
  if (who === "witness") return { ...inquiry, witnessed: true };
  return { ...inquiry, quietSinceMs: nowMs, asked: 0, witnessed: false };
}

/** The next question, or the end. */
export function pursueInquiry(state: WatchState, turn: Turn): WatchState {
  const { inquiry } = state;
  const { nowMs } = turn;
  if (inquiry === undefined) return state;
  if (isDecided(inquiry, nowMs)) {
    turn.out.push({ kind: "master-gone", address: inquiry.address, how: inquiry.how });
    return { ...dropInquiry(state, turn), earlyAtMs: nowMs };
  }
  if (nowMs >= inquiry.sinceMs + askingMs[inquiry.how]) {
    const why = inquiry.witnessed || inquiry.how === "closed" ? "somebody answers" : "no third party answers";
    log(turn, `${inquiry.address} is ${inquiry.how}, but ${why}: the protocol's timers decide`);
    return dropInquiry(state, turn);
  }
  return nowMs >= nextQuestionMs(inquiry) ? ask(state, turn) : state;
}

/** Nothing is to be known any more. */
export function dropInquiry(state: WatchState, turn: Turn): WatchState {
  if (state.inquiry === undefined) return state;
  turn.out.push({ kind: "ask-no-more" });
  return { ...state, inquiry: undefined };
}

/** When there is something to do again. */
export function inquiryWakesMs(inquiry: Inquiry | undefined): number {
  if (inquiry === undefined) return Number.POSITIVE_INFINITY;
  const ready = inquiry.asked >= leastQuestions && (inquiry.how === "closed" || inquiry.witnessed);
  const decidedMs = ready ? inquiry.quietSinceMs + inquiry.quietMs : Number.POSITIVE_INFINITY;
  return Math.min(decidedMs, nextQuestionMs(inquiry), inquiry.sinceMs + askingMs[inquiry.how]);
}

function isDecided(inquiry: Inquiry, nowMs: number): boolean {
  const { how, asked, witnessed, quietSinceMs, quietMs } = inquiry;
  const known = how === "closed" || witnessed;
  return known && asked >= leastQuestions && nowMs >= quietSinceMs + quietMs;
}

/** Behind silence there may be a machine that is only slow. */
function quietFor(how: Inquiry["how"], roundTripMs: number): number {
  const shortestMs = Math.max(pace.quietMs, 3 * roundTripMs);
  return how === "closed" ? shortestMs : 2 * shortestMs;
}

/** Slowly while somebody answers; where one question stays without an answer, more follow at once. */
function nextQuestionMs({ sinceMs, quietSinceMs, askedAtMs, asked }: Inquiry): number {
  return askedAtMs + askEveryMs(askedAtMs - (asked > 0 ? quietSinceMs : sinceMs));
}

function ask(state: WatchState, turn: Turn): WatchState {
  const { inquiry } = state;
  if (inquiry === undefined) return state;
  turn.out.push({ kind: "ask", witnesses: inquiry.how === "silent" });
  const { nowMs } = turn;
  const quietSinceMs = inquiry.asked === 0 ? nowMs : inquiry.quietSinceMs;
  return { ...state, inquiry: { ...inquiry, quietSinceMs, asked: inquiry.asked + 1, askedAtMs: nowMs } };
}
