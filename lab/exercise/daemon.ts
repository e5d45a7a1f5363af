import type { Facts } from "../check/facts.ts";
import { ofKind } from "../check/select.ts";
import type { EventOf } from "../history/event.ts";

/** The first node that ran without this daemon when measuring began; undefined where all had it, or nobody looked. */
export function stoppedDaemon({ events }: Facts, daemon: EventOf<"daemon">["daemon"]): string | undefined {
  return ofKind(events, "daemon").find((event) => event.daemon === daemon && event.state === "stopped")?.node;
}
