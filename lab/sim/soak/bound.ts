import type { RouterSetup, Setup } from "./setup.ts";

/** The watch connection hands over: `agent/peer-watch/pace.ts`; a wake-up more. */
const handOverMs = 60;

/** Milliseconds, from the last disturbance on. */
export interface Bounds {
  /** From then on every connected part of the network has exactly one owner. */
  readonly oneMs: number;
  /** Two that are owners at once because one takes over are one again after this. */
  readonly yieldMs: number;
  /** From then on it is the right one, and nothing changes any more. */
  readonly rightMs: number;
}

/**
 * What the settings promise:
 *
 *     ready = boot + the script's verdict (longest of rise and fall × interval, and its time-out)
 *     down  = 3 × Advertisement_Interval + Skew_Time, of the slowest
 *     meet  = Advertisement_Interval + 2 × transit
 *     one   = ready + down + 2 × meet
 *     right = one + preempt_delay + down + meet
 *
 * transit is the longest that a packet takes until its receiver has dealt with it. A master that is lost is replaced
 * after `down`; two that do not know of each other meet within `meet`; the better one of two may have to wait once more
 * because it came a moment too late to be heard. Clocks that run slow by 0.1 % and a look around after a sleep
 * (40 ms) are within the rounding up by 1 %.
 */
export function boundsOf({ routers, timing, version }: Setup): Bounds {
  const transitMs = timing.deliveryMs[1] + timing.reorderMs[1] + timing.wakeMs[1];
  const advertMs = Math.max(...routers.map((router) => router.advertMs));
  const skewMs = version === 2 ? 1000 : advertMs;
  const downMs = 3 * advertMs + skewMs;
  const meetMs = advertMs + 2 * transitMs;
  const readyMs = timing.bootMs[1] + timing.guardianMs[1] + Math.max(...routers.map(verdictMs)) + 50;
  const oneMs = readyMs + downMs + 2 * meetMs;
  const preemptDelayMs = Math.max(...routers.map((router) => router.preemptDelayMs));
  return {
    yieldMs: 2 * transitMs + handOverMs,
    oneMs: oneMs * 1.01,
    rightMs: (oneMs + preemptDelayMs + downMs + meetMs) * 1.01,
  };
}

/** A script has been decided: it may just have been started when what it looks at changed, and take its whole time. */
function verdictMs({ script }: RouterSetup): number {
  if (script === undefined) return 0;
  return script.intervalMs * (Math.max(script.rise, script.fall) + 1) + 1000;
}
