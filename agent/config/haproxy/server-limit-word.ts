import type { ServerDraft } from "./draft.ts";
import { looseNumber, type ProxyContext, wordAt } from "./keyword.ts";
import { count, positive, refuseRange, type ServerWord, time } from "./server-word-kind.ts";

/** How much a server gets, and how many may wait for it [T]. 0, and everything that is not a number, means no limit. */
export const serverLimitWords: readonly ServerWord[] = [
  { name: "weight", takes: 1, read: readWeight },
  count("maxconn", (draft, limit) => keep(draft, "maxConnections", limit)),
  count("minconn", (draft, limit) => keep(draft, "minConnections", limit)),
  count("maxqueue", (draft, limit) => keep(draft, "maxQueue", limit)),
  time("slowstart", keepSlowStart, 0),
  positive("id", (draft, id) => (draft.id = id)),
];

function keep(
  draft: ServerDraft,
  name: "maxConnections" | "minConnections" | "maxQueue",
  limit: number,
): void {
  if (limit > 0) draft[name] = limit;
  else delete draft[name];
}

function readWeight(context: ProxyContext, at: number, draft: ServerDraft): boolean {
  if (wordAt(context, at + 1).startsWith("-")) return refuseRange(context, at, "weight", ["0", "256"]);
  const weight = looseNumber(context, at + 1, "weight");
  if (weight > 256) return refuseRange(context, at, "weight", ["0", "256"]);
  draft.weight = weight;
  return true;
}

/** In whole seconds, as the original. */
function keepSlowStart(draft: ServerDraft, ms: number): void {
  if (ms > 0) draft.slowStartMs = 1000 * Math.ceil(ms / 1000);
  else delete draft.slowStartMs;
}
