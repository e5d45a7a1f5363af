/**
 * `at-round`: it may be as late as the next thing that the process wakes up for at regular times, where there is such a
 * thing (`agent/drive/vrrp/round-clock.ts`). `exact`: to a millisecond, and later on a busy machine. `sleepless`: over some
 * milliseconds the process does not go to sleep, and has the processor when the moment comes.
 */
export type Punctuality = "at-round" | "exact" | "sleepless";
