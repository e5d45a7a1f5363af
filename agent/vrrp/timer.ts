/** RFC 3768 §6.1: Skew_Time = (256 − priority) / 256 seconds, its fraction kept. */
export function skewMs(priority: number): number {
  return ((256 - priority) * 1000) / 256;
}

/** RFC 3768 §6.1: Master_Down_Interval = 3 × Advertisement_Interval + Skew_Time. */
export function masterDownMs(priority: number, advertMs: number): number {
  return 3 * advertMs + skewMs(priority);
}
