/** To the microsecond: what a history keeps. */
export function roundMs(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
