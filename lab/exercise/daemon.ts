import type { Facts } from "../check/facts.ts";
import { ofKind } from "../check/select.ts";
import type { EventOf } from "../history/event.ts";

/** The nodes that ran without this daemon when measuring began; undefined where all had it, or nobody looked. */
export function withoutDaemon({ events }: Facts, daemon: EventOf<"daemon">["daemon"]): string | undefined {
  const found = ofKind(events, "daemon").filter(
    (event) => event.daemon === daemon && event.state === "stopped",
  );
  return found.length === 0 ? undefined : found.map(({ node }) => node).join(", ");
}
