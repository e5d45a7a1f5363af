import type { EventOf, HistoryEvent } from "../history/event.ts";
import type { Hold } from "../stats/overlap.ts";

type Stamped<Kind extends HistoryEvent["kind"]> = EventOf<Kind>;

/** When which node had the virtual IP on an interface. A killed node has nothing any more, though nobody says so. */
export function holdsOf(events: readonly HistoryEvent[], vip: string, endMs: number): readonly Hold[] {
  const holds: Hold[] = [];
  const since = new Map<string, number>();
  const close = (node: string, toMs: number) => {
    const fromMs = since.get(node);
    if (fromMs === undefined) return;
    since.delete(node);
    holds.push({ node, fromMs, toMs });
  };
  for (const event of events) {
    if (event.kind === "node" && event.state !== "started") close(event.node, event.atMs);
    if (event.kind !== "address" || !isVip(event, vip)) continue;
    if (event.action === "remove") close(event.node, event.atMs);
    else if (!since.has(event.node)) since.set(event.node, event.atMs);
  }
  for (const node of [...since.keys()]) close(node, endMs);
  return holds.toSorted((a, b) => a.fromMs - b.fromMs);
}

function isVip({ address }: Stamped<"address">, vip: string): boolean {
  return address.split("/")[0] === vip;
}

/** Everybody who held it at that moment. */
export function holdersAt(holds: readonly Hold[], atMs: number): readonly string[] {
  return holds.filter(({ fromMs, toMs }) => fromMs <= atMs && atMs <= toMs).map(({ node }) => node);
}
