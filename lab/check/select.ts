import type { EventOf, HistoryEvent } from "../history/event.ts";
import type { Window } from "../stats/outage.ts";

export function ofKind<Kind extends HistoryEvent["kind"]>(
  events: readonly HistoryEvent[],
  kind: Kind,
): readonly EventOf<Kind>[] {
  return events.filter((event): event is EventOf<Kind> => event.kind === kind);
}

export function within<Stamped extends { readonly atMs: number }>(
  events: readonly Stamped[],
  { fromMs, toMs }: Window,
): readonly Stamped[] {
  return events.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
}
