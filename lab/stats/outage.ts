import { type Gap, longestGap } from "./gap.ts";
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
  /**
   * The longest gap between good replies that overlaps the window, less the interval and less what the prober itself did
   * not send; null: the service did not come back.
   */
  readonly outageMs: number | null;
  /**
   * Nothing shorter than this can be told apart: the largest distance between probes at the gap's two ends, and what a
   * longer pause of the prober elsewhere may hide.
   */
  readonly resolutionMs: number;
  /** For how long in all the prober sent nothing although it was due, and the service answered before and after it. */
  readonly pausedMs: number;
  readonly longestPauseMs: number;
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
  const goneMs = Math.max(100, 20 * intervalMs);
  const { gap, silentMs, ...paused } = longestGap(samples, window, { intervalMs, goneMs });
  const outageMs = gap.firstGoodMs === null ? null : Math.max(0, silentMs - intervalMs);
  const hiddenMs = outageMs === null ? 0 : paused.longestPauseMs - outageMs;
  return {
    ...{ ...gap, ...paused, outageMs },
    resolutionMs: Math.max(hiddenMs, resolution(samples, gap, intervalMs)),
    ...{ sent: inside.length, lost, late },
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
