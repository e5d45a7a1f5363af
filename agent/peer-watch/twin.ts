import type { Link } from "./link.ts";
import { pace } from "./pace.ts";
import { say, withoutLink } from "./speech.ts";
import type { Turn, WatchState } from "./state.ts";

/**
 * Two connections with the same peer, because both began one, or because one is left from before it was restarted: of
 * two that live the one whose dialer has the lower address stays, so that both ends choose the same; else the new one.
 */
export function dropTwins(before: WatchState, fresh: Link, turn: Turn): WatchState {
  let state = before;
  for (const other of before.links) {
    if (other.id === fresh.id || other.peer !== fresh.peer || other.stage !== "open") continue;
    const lives = turn.nowMs - other.heardAtMs < 2 * pace.echoMs && other.dialed !== fresh.dialed;
    const loser = lives && dialerOf(other) < dialerOf(fresh) ? fresh : other;
    state = withoutLink(say(state, loser.id, "bye", new Uint8Array(), turn), loser.id);
    turn.out.push({ kind: "close", id: loser.id });
  }
  return state;
}

function dialerOf({ dialed, own, peer }: Link): string {
  return dialed ? own : peer;
}
