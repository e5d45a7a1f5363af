/** What the timers of a backup depend on. Version 3: `advertMs` is the master's, as it says itself. */
export interface Pace {
  readonly version: 2 | 3;
  readonly advertMs: number;
  /** `down_timer_adverts`; 3 where absent. */
  readonly downAdverts?: number | undefined;
}

/**
 * RFC 3768 §6.1: Skew_Time = (256 − priority) / 256 seconds, its fraction kept. RFC 9568 §6.1: the same share of the
 * master's interval.
 */
export function skewMs(priority: number, { version, advertMs }: Pace): number {
  return ((256 - priority) * (version === 2 ? 1000 : advertMs)) / 256;
}

/** RFC 3768 §6.1, RFC 9568 §6.1: Master_Down_Interval = 3 × Advertisement_Interval + Skew_Time. */
export function masterDownMs(priority: number, pace: Pace): number {
  return (pace.downAdverts ?? 3) * pace.advertMs + skewMs(priority, pace);
}
