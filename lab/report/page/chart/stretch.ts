import type { Facts, Track } from "../../../check/facts.ts";
import { within } from "../../../check/select.ts";
import type { EventOf, HistoryEvent } from "../../../history/event.ts";
import type { Window } from "../../../stats/outage.ts";

/** Something was the case from … to …. */
export interface Stretch<What> extends Window {
  readonly what: What;
}

/** Who answered the client when; null where nobody did. Silences shorter than some probes are not told. */
export function answers({ samples, intervalMs }: Track, window: Window): readonly Stretch<string | null>[] {
  const silentMs = Math.max(20, 5 * intervalMs);
  const replies = within(samples, window)
    .flatMap(({ replyMs, by = "?" }) => (replyMs === null ? [] : [{ atMs: replyMs, by }]))
    .toSorted((a, b) => a.atMs - b.atMs);
  const found: Stretch<string | null>[] = [];
  let run: { by: string; fromMs: number; toMs: number } | undefined;
  const close = () => run !== undefined && found.push({ what: run.by, fromMs: run.fromMs, toMs: run.toMs });
  let lastMs = window.fromMs;
  for (const { atMs, by } of replies) {
    const silent = atMs - lastMs > silentMs;
    if (silent || run?.by !== by) {
      close();
      if (silent) found.push({ what: null, fromMs: lastMs, toMs: atMs });
      run = { by, fromMs: silent ? atMs : lastMs, toMs: atMs };
    } else run.toMs = atMs;
    lastMs = atMs;
  }
  close();
  if (window.toMs - lastMs > silentMs) found.push({ what: null, fromMs: lastMs, toMs: window.toMs });
  return found;
}

/** Whether requests sent at that time got their answers; each stretch lasts until the next one's first request. */
export function requests(
  { samples }: Track,
  window: Window,
): readonly (Stretch<boolean> & { count: number })[] {
  const found: { what: boolean; fromMs: number; toMs: number; count: number }[] = [];
  for (const { atMs, replyMs } of within(samples, window)) {
    const what = replyMs !== null;
    const last = found.at(-1);
    if (last !== undefined) last.toMs = atMs;
    if (last?.what === what) last.count += 1;
    else found.push({ what, fromMs: atMs, toMs: atMs, count: 1 });
  }
  return found;
}

export type NodeState = "off" | "starting" | "backup" | "master" | "fault";

/** A node's VRRP states as its log tells them; where it tells none, whether it had the address. */
export function statesOf(node: string, facts: Facts, window: Window): readonly Stretch<NodeState>[] {
  const own = facts.events.filter((event) => event.node === node);
  const told = own.some((event) => stateIn(event) !== undefined);
  const changes = own.flatMap((event) => {
    const state = powerIn(event, told) ?? (told ? stateIn(event) : undefined);
    return state === undefined ? [] : [{ atMs: event.atMs, state }];
  });
  const held = facts.holds.filter((hold) => hold.node === node);
  const holds = held.flatMap(({ fromMs, toMs }) => [
    { atMs: fromMs, state: "master" as const },
    { atMs: toMs, state: "backup" as const },
  ]);
  // A dead node loses the address, too: its death counts.
  const all = told ? changes : [...holds, ...changes];
  return stretches(
    all.toSorted((a, b) => a.atMs - b.atMs),
    window,
  );
}

function powerIn(event: HistoryEvent, told: boolean): NodeState | undefined {
  if (event.kind !== "node") return undefined;
  if (event.state !== "started") return "off";
  return told ? "starting" : "backup";
}

function stateIn(event: HistoryEvent): NodeState | undefined {
  const state = event.kind === "log" && /Entering (MASTER|BACKUP|FAULT) STATE/.exec(event.line)?.[1];
  return state ? (state.toLowerCase() as NodeState) : undefined;
}

function stretches(
  changes: readonly { readonly atMs: number; readonly state: NodeState }[],
  { fromMs, toMs }: Window,
): readonly Stretch<NodeState>[] {
  return changes.flatMap(({ atMs, state }, index) => {
    const endMs = Math.min(toMs, changes[index + 1]?.atMs ?? toMs);
    const beginMs = Math.max(fromMs, atMs);
    return endMs > beginMs ? [{ what: state, fromMs: beginMs, toMs: endMs }] : [];
  });
}

/** Adverts of a node in the window. */
export function advertsOf(node: string, { adverts }: Facts, window: Window): readonly EventOf<"advert">[] {
  return within(adverts, window).filter((advert) => advert.node === node);
}
