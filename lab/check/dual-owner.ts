import type { Window } from "../stats/outage.ts";
import { overlapMs, turnsMs } from "../stats/overlap.ts";
import { within } from "./select.ts";
import type { Known } from "./trial.ts";

/** The longest that any of three witnesses saw: addresses, answers by two, adverts of two that take turns. */
export function dualOwnerMs(window: Window, { holds, tracks, adverts }: Known): number | null {
  const answers = [tracks.owner, tracks.vip].flatMap((track) => {
    if (track === undefined) return [];
    return [
      within(track.samples, window).filter(({ alsoBy }) => alsoBy !== undefined).length * track.intervalMs,
    ];
  });
  const watched = holds.length > 0 ? [overlapMs(holds, window)] : [];
  const witnesses = [
    ...answers,
    ...watched,
    ...(adverts.length > 0 ? [turnsMs(within(adverts, window))] : []),
  ];
  return witnesses.length === 0 ? null : Math.max(...witnesses);
}
