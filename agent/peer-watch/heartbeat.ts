import { nextBeats } from "./beat.ts";
import { dialAgain } from "./dial.ts";
import type { Link } from "./link.ts";
import { pace } from "./pace.ts";
import { tellState, withLink, withoutLink } from "./speech.ts";
import { log, type Turn, type WatchState } from "./state.ts";

/** The owner's next heartbeats. Who does not say any more that it is there is let go. */
export function beat(before: WatchState, turn: Turn): WatchState {
  const { nowMs, out, context } = turn;
  if (nowMs < beatWakesMs(before)) return before;
  let state = before;
  for (const link of before.links) {
    if (link.stage !== "open") continue;
    if (nowMs >= link.heardAtMs + pace.deafMs) state = letDeafGo(state, link, turn);
    else {
      const { link: after, beats } = nextBeats(link, pace.beatsAhead, context);
      out.push({ kind: "beats", id: link.id, beats });
      state = withLink(state, after);
    }
  }
  return { ...state, beatAtMs: nowMs + pace.beatsMs };
}

/** When there is something to do again. */
export function beatWakesMs({ self, links, beatAtMs }: WatchState): number {
  const beats = self.role === "master" && links.some(({ stage }) => stage === "open");
  return beats ? beatAtMs : Number.POSITIVE_INFINITY;
}

/** The owner hears now and then that others live too. */
export function echo(state: WatchState, turn: Turn): WatchState {
  const due = listeners(state).filter(({ toldAtMs }) => turn.nowMs >= toldAtMs + pace.echoMs);
  return due.reduce((next, { id }) => tellState(next, id, turn), state);
}

/** When there is something to do again. */
export function echoWakesMs(state: WatchState): number {
  return Math.min(...listeners(state).map(({ toldAtMs }) => toldAtMs + pace.echoMs));
}

/** The links on which an owner waits for us. */
function listeners({ self, links }: WatchState): readonly Link[] {
  if (self.role === "master") return [];
  return links.filter(({ stage, theirs }) => stage === "open" && theirs?.role === "master");
}

function letDeafGo(state: WatchState, link: Link, turn: Turn): WatchState {
  turn.out.push({ kind: "close", id: link.id });
  log(turn, `watch connection with ${link.peer} closed: it does not answer`);
  return dialAgain(withoutLink(state, link.id), link, turn);
}
