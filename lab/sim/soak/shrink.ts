import { playSetup } from "./play.ts";
import type { Violation } from "./referee.ts";
import type { Setup } from "./setup.ts";

/** A smaller setup that shows the same: events are left out in halves, quarters … and one by one. */
export function shrink(setup: Setup, violation: Violation): Setup {
  let smallest: Setup = { ...setup, untilMs: violation.atMs + 1 };
  const shows = (candidate: Setup) => playSetup(candidate)?.invariant === violation.invariant;
  for (
    let size = Math.ceil(smallest.schedule.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let from = 0; from < smallest.schedule.length; ) {
      const schedule = smallest.schedule.toSpliced(from, size);
      if (shows({ ...smallest, schedule })) smallest = { ...smallest, schedule };
      else from += size;
    }
  }
  return smallest;
}
