import { dial, dialFailed, dialWakesMs } from "./dial.ts";
import { answerYield, endHandOver, letGo } from "./hand-over.ts";
import { hear, hearBeat, loseLink } from "./hear.ts";
import { beat, beatWakesMs, echo, echoWakesMs } from "./heartbeat.ts";
import { answerInquiry, dropInquiry, inquiryWakesMs, pursueInquiry } from "./inquiry.ts";
import { beginLink, type Connected, type WatchContext } from "./link.ts";
import { pace } from "./pace.ts";
import { hearAnswer, rehearsalWakesMs, rehearse } from "./rehearsal.ts";
import { awaited, noticeSilence, silenceWakesMs } from "./silence.ts";
import { say, tellAll, tellHeirs, withoutLink } from "./speech.ts";
import type { Self, Turn, WatchEvent, WatchState, WatchStep } from "./state.ts";

/** Handshakes at a time of others with us. */
const mostHandshakes = 8;

/** Nobody is known yet. */
export function initialWatch(): WatchState {
  return {
    self: { role: "other", priority: 0 },
    ...{
      links: [],
      lastId: 0,
      beatAtMs: 0,
      lookedAtMs: Number.NEGATIVE_INFINITY,
      wakeAtMs: Number.POSITIVE_INFINITY,
      exactAtMs: Number.POSITIVE_INFINITY,
    },
    ...{
      wokeAtMs: Number.NEGATIVE_INFINITY,
      earlyAtMs: Number.NEGATIVE_INFINITY,
      dampedUntilMs: Number.NEGATIVE_INFINITY,
    },
  };
}

/**
 * The watch connections of one instance: heartbeats of the owner, what follows when they stop or the connection ends,
 * and the hand-over. Takes what happened and when, gives the new state and what to do.
 */
export function advanceWatch(
  state: WatchState,
  event: WatchEvent,
  context: WatchContext,
  nowMs: number,
): WatchStep {
  const turn: Turn = { context, nowMs, out: [] };
  const next = settle(handle(state, event, turn), turn);
  const times = { wakeAtMs: wakeAt(next), exactAtMs: exactAt(next), awaited: awaited(next) };
  return { state: { ...next, ...times }, actions: turn.out };
}

function handle(state: WatchState, event: WatchEvent, turn: Turn): WatchState {
  switch (event.kind) {
    case "self":
      return changeSelf(state, event.self, turn);
    case "connected":
      return connect(state, event, turn);
    case "data":
      return hear(state, event.id, event.bytes, turn);
    case "beats":
      return event.beats.reduce((next, beat) => hearBeat(next, event.id, beat, turn), state);
    case "closed":
      return loseLink(state, event.id, turn);
    case "answered":
      return hearAnswer(state, event.who, turn);
    case "letting-go":
      return letGo(state, event.linkUp, turn);
    case "slept":
      return wake(state, turn);
    case "timer":
      return state;
    case "stop":
      return stop(state, turn);
  }
}

/** What is due, whatever happened. */
function settle(before: WatchState, turn: Turn): WatchState {
  const { nowMs, out } = turn;
  let state = before;
  for (const { id, stage, sinceMs, peer } of state.links) {
    if (stage === "open" || nowMs < sinceMs + pace.handshakeMs) continue;
    out.push({ kind: "close", id });
    state = dialFailed(withoutLink(state, id), peer, turn);
  }
  if (state.handOver !== undefined && nowMs >= state.handOver.untilMs)
    state = endHandOver(state, state.handOver.id, turn);
  state = pursueInquiry(noticeSilence(state, turn), turn);
  return dial(rehearse(echo(beat(tellHeirs(state, turn), turn), turn), turn), turn);
}

function exactAt({ handOver, inquiry }: WatchState): number {
  return Math.min(handOver?.untilMs ?? Number.POSITIVE_INFINITY, inquiryWakesMs(inquiry));
}

function wakeAt(state: WatchState): number {
  const handshakes = state.links
    .filter(({ stage }) => stage !== "open")
    .map(({ sinceMs }) => sinceMs + pace.handshakeMs);
  return Math.min(
    ...handshakes,
    ...[beatWakesMs(state), echoWakesMs(state), rehearsalWakesMs(state)],
    ...[exactAt(state), silenceWakesMs(state), dialWakesMs(state)],
  );
}

function changeSelf(before: WatchState, self: Self, turn: Turn): WatchState {
  const { self: was, inquiry } = before;
  let state: WatchState = { ...before, self };
  const moved = inquiry !== undefined && (self.role !== "backup" || self.masterAddress !== inquiry.address);
  if (moved) state = dropInquiry(state, turn);
  // An advert is an answer; after a sleep of ours, what looks like one is a reason to ask anew.
  else if (inquiry !== undefined && (self.heardAtMs ?? 0) > inquiry.quietSinceMs)
    state = { ...state, inquiry: answerInquiry(inquiry, "owner", turn.nowMs) };
  if (self.role === "master" && was.role !== "master") state = begin(state, turn);
  const changed = self.role !== was.role || self.priority !== was.priority;
  const answered = answerYield(state, turn);
  return changed ? tellAll(answered, turn) : answered;
}

/** What was asked before counts no more. */
function wake(state: WatchState, { nowMs }: Turn): WatchState {
  const { inquiry } = state;
  const anew = inquiry === undefined ? undefined : answerInquiry(inquiry, "owner", nowMs);
  return { ...state, wokeAtMs: nowMs, inquiry: anew };
}

/** An owner anew: addresses that were to be let go are kept, and from now on everybody must answer. */
function begin(state: WatchState, { nowMs }: Turn): WatchState {
  const links = state.links.map((link) => ({ ...link, heardAtMs: nowMs }));
  return { ...state, links, handOver: undefined, beatAtMs: nowMs };
}

function connect(before: WatchState, connected: Connected, turn: Turn): WatchState {
  const { id } = connected;
  const state = before.dialing?.id === id ? { ...before, dialing: undefined } : before;
  const handshakes = state.links.filter(({ stage, dialed }) => stage !== "open" && !dialed);
  if (!connected.dialed && handshakes.length >= mostHandshakes) {
    turn.out.push({ kind: "close", id });
    return state;
  }
  const { link, send } = beginLink(connected, turn.context, turn.nowMs);
  for (const bytes of send) turn.out.push({ kind: "send", id, bytes });
  return { ...state, links: [...state.links, link] };
}

function stop(before: WatchState, turn: Turn): WatchState {
  const state = before.handOver === undefined ? before : endHandOver(before, before.handOver.id, turn);
  for (const { id } of state.links) {
    say(state, id, "bye", new Uint8Array(), turn);
    turn.out.push({ kind: "close", id });
  }
  if (state.dialing !== undefined) turn.out.push({ kind: "close", id: state.dialing.id });
  return { ...dropInquiry(state, turn), self: { role: "other", priority: 0 }, links: [], dialing: undefined };
}
