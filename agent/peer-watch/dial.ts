import type { Link } from "./link.ts";
import { pace, retryAfterMs } from "./pace.ts";
import { log, type Turn, type WatchState } from "./state.ts";

/** A router that listens on another port, or not at all, is asked again ever more seldom. */
const dialMs = 3000;

/** A backup connects to its master: whoever has the addresses sends, and the others listen. */
export function dial(state: WatchState, turn: Turn): WatchState {
  const { self, dialing, lastId } = state;
  const { nowMs, out } = turn;
  if (dialing !== undefined && nowMs >= dialing.sinceMs + dialMs) {
    out.push({ kind: "close", id: dialing.id });
    return dial(dialFailed(state, dialing.address, turn), turn);
  }
  const address = dialedAddress(state);
  if (address === undefined || self.address === undefined || nowMs < dialAtMs(state)) return state;
  const id = lastId - 1;
  out.push({ kind: "dial", id, address });
  return { ...state, lastId: id, dialing: { id, address, sinceMs: nowMs } };
}

/** When there is something to do again. */
export function dialWakesMs(state: WatchState): number {
  if (state.dialing !== undefined) return state.dialing.sinceMs + dialMs;
  return dialedAddress(state) === undefined ? Number.POSITIVE_INFINITY : dialAtMs(state);
}

/** Nobody is there, or nobody who wants to talk to us. */
export function dialFailed(state: WatchState, address: string, turn: Turn): WatchState {
  const failures = state.retry?.address === address ? state.retry.failures + 1 : 1;
  const waitMs = retryAfterMs(failures);
  const isMasters = state.self.role === "backup" && state.self.masterAddress === address;
  if (isMasters)
    log(turn, `no watch connection with ${address}: trying again in ${waitMs / 1000} s`, "detail");
  return { ...state, dialing: undefined, retry: { address, failures, atMs: turn.nowMs + waitMs } };
}

/** A connection has ended: one that lived is made again soon. */
export function dialAgain(state: WatchState, { stage, peer, sinceMs }: Link, turn: Turn): WatchState {
  const proven = stage === "open" && turn.nowMs - sinceMs >= pace.provenMs;
  return dialFailed(proven ? { ...state, retry: undefined } : state, peer, turn);
}

function dialedAddress({ self, links, dialing }: WatchState): string | undefined {
  const { role, masterAddress } = self;
  if (role !== "backup" || masterAddress === undefined || dialing !== undefined) return undefined;
  return links.some(({ peer }) => peer === masterAddress) ? undefined : masterAddress;
}

function dialAtMs({ self, retry }: WatchState): number {
  return retry?.address === self.masterAddress ? (retry?.atMs ?? 0) : 0;
}
