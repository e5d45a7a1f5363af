import { firstIndex } from "./search.ts";

/** A probe as the statistics see it. Times in milliseconds on one clock. */
export interface Sample {
  readonly atMs: number;
  readonly dueMs: number;
  /** Null: no good reply before the deadline. */
  readonly replyMs: number | null;
  readonly lateMs?: number;
}

export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Outage {
  /** The longest gap between good replies that overlaps the window, less the interval; null: the service did not come back. */
  readonly outageMs: number | null;
  /** Nothing shorter than this can be told apart: the largest distance between probes at the gap's two ends. */
  readonly resolutionMs: number;
  /** The last good reply before the gap and the first after it. */
  readonly lastGoodMs: number | null;
  readonly firstGoodMs: number | null;
  readonly sent: number;
  readonly lost: number;
  readonly late: number;
}

/** `all` in the order of sending. `lost`, `late` and `sent` count probes sent within the window. */
export function measureOutage(all: readonly Sample[], window: Window, intervalMs: number): Outage {
  const samples = relevant(all, window);
  const inside = samples.filter(({ atMs }) => atMs >= window.fromMs && atMs <= window.toMs);
  const late = inside.filter(({ lateMs }) => lateMs !== undefined).length;
  const lost = inside.filter(({ replyMs }) => replyMs === null).length - late;
  const gap = longestGap(goodReplies(samples), window, Math.max(100, 20 * intervalMs));
  const cameBack = gap.firstGoodMs !== null;
  const widthMs = (gap.firstGoodMs ?? 0) - (gap.lastGoodMs ?? window.fromMs);
  return {
    ...gap,
    outageMs: cameBack ? Math.max(0, widthMs - intervalMs) : null,
    resolutionMs: resolution(samples, gap, intervalMs),
    sent: inside.length,
    lost,
    late,
  };
}

/** From the last probe before the window that was answered well, with a few more for the resolution, to its end. */
function relevant(all: readonly Sample[], { fromMs, toMs }: Window): readonly Sample[] {
  const from = firstIndex(all, ({ atMs }) => atMs >= fromMs);
  let start = from - 1;
  while (start > 0 && all[start]?.replyMs === null) start -= 1;
  const to = firstIndex(all, ({ atMs }) => atMs > toMs);
  return all.slice(Math.max(0, start - margin), to + margin);
}

/** Replies may overtake each other by some probes. */
const margin = 50;

/** Times of the good replies, ascending. */
function goodReplies(samples: readonly Sample[]): number[] {
  const times = samples.flatMap(({ replyMs }) => (replyMs === null ? [] : [replyMs]));
  return times.sort((a, b) => a - b);
}

interface Gap {
  readonly lastGoodMs: number | null;
  readonly firstGoodMs: number | null;
}

/**
 * A service that has been silent for `goneMs` at the window's end is not back: a shorter silence there may be a reply
 * under way. One that answers again only after the window (when the fault was healed) did not come
 * back by itself.
 */
function longestGap(replies: readonly number[], { fromMs, toMs }: Window, goneMs: number): Gap {
  let lastGoodMs = replies.findLast((atMs) => atMs <= fromMs) ?? null;
  let longest: Gap = { lastGoodMs, firstGoodMs: null };
  let widestMs = -1;
  for (const firstGoodMs of replies.filter((atMs) => atMs > fromMs && atMs <= toMs)) {
    const widthMs = firstGoodMs - (lastGoodMs ?? fromMs);
    if (widthMs > widestMs) {
      widestMs = widthMs;
      longest = { lastGoodMs, firstGoodMs };
    }
    lastGoodMs = firstGoodMs;
  }
  const silentMs = toMs - (lastGoodMs ?? fromMs);
  return silentMs > goneMs ? { lastGoodMs, firstGoodMs: null } : longest;
}

const neighbours = 5;

function resolution(samples: readonly Sample[], gap: Gap, intervalMs: number): number {
  const ends = [gap.lastGoodMs, gap.firstGoodMs].filter((end) => end !== null);
  return Math.max(intervalMs, ...ends.map((end) => widestStep(samples, end)));
}

/** The largest distance between the sendings around a moment. */
function widestStep(samples: readonly Sample[], atMs: number): number {
  const found = samples.findIndex((sample) => sample.atMs >= atMs);
  const middle = found < 0 ? samples.length : found;
  const around = samples.slice(Math.max(0, middle - neighbours), middle + neighbours);
  return around.reduce((widest, sample, index) => {
    const before = around[index - 1];
    return before === undefined ? widest : Math.max(widest, sample.atMs - before.atMs);
  }, 0);
}
