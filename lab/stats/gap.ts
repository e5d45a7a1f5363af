import type { Sample, Window } from "./outage.ts";
import { firstIndex } from "./search.ts";

/** Between two good replies; null: there is none on that side. */
export interface Gap {
  readonly lastGoodMs: number | null;
  readonly firstGoodMs: number | null;
}

export interface Found {
  readonly gap: Gap;
  /** How long the service was silent in it, up to the interval of the probes. */
  readonly silentMs: number;
  /** For how long in all the prober itself sent nothing, and the longest time of that; no probe was lost at either end. */
  readonly pausedMs: number;
  readonly longestPauseMs: number;
}

interface Good {
  readonly atMs: number;
  readonly replyMs: number;
}

/**
 * The longest silence of the service within the window. Where the prober sent nothing, silence says nothing: a gap without
 * an unanswered probe is as long as its reply was late. A service that has left probes unanswered for `goneMs` at the
 * window's end is not back: a shorter silence there may be a reply under way. One that answers again only after the window
 * (when the fault was healed) did not come back by itself.
 */
export function longestGap(
  samples: readonly Sample[],
  { fromMs, toMs }: Window,
  { intervalMs, goneMs }: { readonly intervalMs: number; readonly goneMs: number },
): Found {
  const replies = goodReplies(samples);
  const unanswered = samples.flatMap(({ atMs, replyMs }) => (replyMs === null ? [atMs] : []));
  const lostBetween = (from: number, to: number) =>
    (unanswered[firstIndex(unanswered, (atMs) => atMs > from)] ?? Number.POSITIVE_INFINITY) < to;
  let last = replies.findLast(({ replyMs }) => replyMs <= fromMs);
  let longest: Gap = { lastGoodMs: last?.replyMs ?? null, firstGoodMs: null };
  let [silentMs, pausedMs, longestPauseMs] = [-1, 0, 0];
  for (const next of replies.filter(({ replyMs }) => replyMs > fromMs && replyMs <= toMs)) {
    const before = last ?? { atMs: fromMs, replyMs: fromMs };
    const sentNothingMs = Math.max(0, next.atMs - Math.max(fromMs, before.atMs) - intervalMs);
    const pauseMs = lostBetween(before.atMs, next.atMs) ? 0 : sentNothingMs;
    pausedMs += pauseMs;
    longestPauseMs = Math.max(longestPauseMs, pauseMs);
    const widthMs = next.replyMs - before.replyMs - pauseMs;
    if (widthMs > silentMs) {
      silentMs = widthMs;
      longest = { lastGoodMs: last?.replyMs ?? null, firstGoodMs: next.replyMs };
    }
    last = next;
  }
  const lastGoodMs = last?.replyMs ?? null;
  const restMs = toMs - (lastGoodMs ?? fromMs);
  const gone = restMs > goneMs && lostBetween(last?.atMs ?? fromMs, toMs);
  if (gone || longest.firstGoodMs === null)
    return { gap: { lastGoodMs, firstGoodMs: null }, silentMs: restMs, pausedMs, longestPauseMs };
  const idleMs = Math.max(0, toMs - (last?.atMs ?? fromMs) - goneMs);
  return {
    ...{ gap: longest, silentMs },
    pausedMs: pausedMs + idleMs,
    longestPauseMs: Math.max(longestPauseMs, idleMs),
  };
}

/** In the order of their replies. */
function goodReplies(samples: readonly Sample[]): readonly Good[] {
  return samples
    .flatMap(({ atMs, replyMs }) => (replyMs === null ? [] : [{ atMs, replyMs }]))
    .sort((a, b) => a.replyMs - b.replyMs);
}
