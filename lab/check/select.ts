import type { EventOf, HistoryEvent } from "../history/event.ts";
import type { Window } from "../stats/outage.ts";
import { firstIndex } from "../stats/search.ts";

export function ofKind<Kind extends HistoryEvent["kind"]>(
  events: readonly HistoryEvent[],
  kind: Kind,
): readonly EventOf<Kind>[] {
  return events.filter((event): event is EventOf<Kind> => event.kind === kind);
}

/** Of events in the order of time, those in the window, its ends included. */
export function within<Stamped extends { readonly atMs: number }>(
  events: readonly Stamped[],
  { fromMs, toMs }: Window,
): readonly Stamped[] {
  return events.slice(
    firstIndex(events, ({ atMs }) => atMs >= fromMs),
    firstIndex(events, ({ atMs }) => atMs > toMs),
  );
}
