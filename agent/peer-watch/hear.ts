import { beatHeard } from "./beat.ts";
import { dialAgain, dialFailed } from "./dial.ts";
import { endHandOver, hearYield } from "./hand-over.ts";
import { beginInquiry, dropInquiry } from "./inquiry.ts";
import { type Link, linkHears } from "./link.ts";
import type { Message, PeerState } from "./message.ts";
import { heedFall } from "./outranked.ts";
import { isOwners } from "./silence.ts";
import { tellState, withLink, withoutLink } from "./speech.ts";
import { type Beat, log, type Turn, type WatchState } from "./state.ts";
import { dropTwins } from "./twin.ts";

/** Bytes arrive on a connection. */
export function hear(before: WatchState, id: number, bytes: Uint8Array, turn: Turn): WatchState {
  const link = before.links.find((one) => one.id === id);
  if (link === undefined) return before;
  const step = linkHears(link, bytes, turn.context, turn.nowMs);
  for (const frame of step.send) turn.out.push({ kind: "send", id, bytes: frame });
  let state = withLink(before, step.link);
  if (link.stage !== "open" && step.link.stage === "open") state = open(state, step.link, turn);
  for (const message of step.messages) state = obey(state, link, message, turn);
  if (step.trouble === undefined) return listen(state, step.link, turn);
  log(turn, `watch connection with ${link.peer}: the other end ${step.trouble}`);
  turn.out.push({ kind: "close", id });
  return dialAgain(withoutLink(state, id), step.link, turn);
}

function open(before: WatchState, link: Link, turn: Turn): WatchState {
  log(turn, `watch connection with ${link.peer} established`);
  const news = { beatAtMs: turn.nowMs, lookedAtMs: Number.NEGATIVE_INFINITY };
  const state = { ...dropTwins(before, link, turn), ...news };
  const doubted = state.inquiry?.address === link.peer;
  return tellState(doubted ? dropInquiry(state, turn) : state, link.id, turn);
}

/** A datagram has arrived beside a connection. */
export function hearBeat(state: WatchState, id: number, { bytes, atMs }: Beat, turn: Turn): WatchState {
  const link = state.links.find((one) => one.id === id && one.stage === "open");
  const heard = link && beatHeard(link, bytes, turn.context);
  if (heard === undefined) return state;
  return listen(
    withLink(state, { ...heard, heardAtMs: Math.max(heard.heardAtMs, atMs), judged: false }),
    heard,
    turn,
  );
}

/** The other side lives: what was thought of it is void. */
function listen(state: WatchState, { id, peer, stage }: Link, turn: Turn): WatchState {
  const doubted = stage === "open" && state.inquiry?.address === peer;
  return doubted && state.links.some((one) => one.id === id) ? dropInquiry(state, turn) : state;
}

function obey(state: WatchState, link: Link, message: Message, turn: Turn): WatchState {
  const { id, peer } = link;
  switch (message.kind) {
    case "state":
      return learn(state, link, message.state, turn);
    case "yield":
      return hearYield(state, id, peer, turn);
    case "taken":
    case "declined":
      return endHandOver(state, id, turn);
    case "bye":
      log(turn, `watch connection with ${peer} closed`);
      turn.out.push({ kind: "close", id });
      return forget(state, id, turn);
  }
}

function learn(known: WatchState, link: Link, after: PeerState, turn: Turn): WatchState {
  const { nowMs } = turn;
  const state = heedFall(known, link, after, turn);
  const dampedUntilMs = Math.max(state.dampedUntilMs, after.dampedMs > 0 ? nowMs + after.dampedMs : 0);
  return { ...state, dampedUntilMs };
}

/** The kernel of the other side has closed, or somebody has made believe that it has. */
export function loseLink(state: WatchState, id: number, turn: Turn): WatchState {
  if (state.dialing?.id === id) return dialFailed(state, state.dialing.address, turn);
  const link = state.links.find((one) => one.id === id);
  if (link === undefined) return state;
  const next = forget(state, id, turn);
  if (link.stage === "open") log(turn, `watch connection with ${link.peer} lost`);
  const another = next.links.some(({ peer, stage }) => peer === link.peer && stage === "open");
  return isOwners(state, link) && !another ? beginInquiry(next, link.peer, "closed", turn) : next;
}

function forget(state: WatchState, id: number, turn: Turn): WatchState {
  const link = state.links.find((one) => one.id === id);
  const next = endHandOver(withoutLink(state, id), id, turn);
  return link === undefined ? next : dialAgain(next, link, turn);
}
