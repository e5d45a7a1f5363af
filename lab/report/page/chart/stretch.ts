import type { Facts, Track } from "../../../check/facts.ts";
import { within } from "../../../check/select.ts";
import type { EventOf, HistoryEvent } from "../../../history/event.ts";
import type { Window } from "../../../stats/outage.ts";

/** Something was the case from … to …. */
export interface Stretch<What> extends Window {
  readonly what: What;
}

/** A node that answered; that nobody did; or that nothing was asked, because the probe itself did not work. */
export type Answer = { readonly by: string } | "lost" | "blind";

/** Who answered the client when. Silences shorter than some probes are not told. */
export function answers({ samples, intervalMs }: Track, window: Window): readonly Stretch<Answer>[] {
  const silentMs = Math.max(20, 5 * intervalMs);
  const probes = within(samples, window);
  const replies = probes
    .flatMap(({ replyMs, by = "?" }) => (replyMs === null ? [] : [{ atMs: replyMs, by }]))
    .toSorted((a, b) => a.atMs - b.atMs);
  const lost = probes.filter(({ replyMs }) => replyMs === null);
  const silence = (fromMs: number, toMs: number): Stretch<Answer> => {
    const asked = within(lost, { fromMs: fromMs - intervalMs, toMs }).length > 0;
    return { what: asked ? "lost" : "blind", fromMs, toMs };
  };
  const found: Stretch<Answer>[] = [];
  let run: { by: string; fromMs: number; toMs: number } | undefined;
  const close = () => run && found.push({ what: { by: run.by }, fromMs: run.fromMs, toMs: run.toMs });
  let lastMs = window.fromMs;
  for (const { atMs, by } of replies) {
    const silent = atMs - lastMs > silentMs;
    const gap = silent ? silence(lastMs, atMs) : undefined;
    // A short time without questions between two answers of one node says nothing of the service.
    const same = run?.by === by && (gap === undefined || (gap.what === "blind" && atMs - lastMs < blindMs));
    if (run !== undefined && same) run.toMs = atMs;
    else {
      close();
      if (gap !== undefined) found.push(gap);
      run = { by, fromMs: silent ? atMs : lastMs, toMs: atMs };
    }
    lastMs = atMs;
  }
  close();
  if (window.toMs - lastMs > silentMs) found.push(silence(lastMs, window.toMs));
  return found;
}

/** A hole in the questions from which on it is shown: at 1,000 a second a trial is void from there on. */
const blindMs = 100;

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

/** A node's VRRP states as its log tells them; before it tells any, whether it had the address. */
export function statesOf(node: string, facts: Facts, window: Window): readonly Stretch<NodeState>[] {
  const own = facts.events.filter((event) => event.node === node);
  const toldMs = own.find((event) => stateIn(event) !== undefined)?.atMs ?? Number.POSITIVE_INFINITY;
  const told = own.flatMap((event) => {
    const state = powerIn(event, toldMs) ?? stateIn(event);
    return state === undefined ? [] : [{ atMs: event.atMs, state }];
  });
  const held = facts.holds.filter((hold) => hold.node === node);
  const guessed = held.flatMap(({ fromMs, toMs }) => [
    { atMs: fromMs, state: "master" as const },
    { atMs: toMs, state: "backup" as const },
  ]);
  // A node that dies loses the address at the same moment, and its death counts: it comes later in the list.
  const changes = [...guessed.filter(({ atMs }) => atMs < toldMs), ...told].toSorted(
    (a, b) => a.atMs - b.atMs,
  );
  return stretches(withoutRepeats(changes), window);
}

interface Change {
  readonly atMs: number;
  readonly state: NodeState;
}

function withoutRepeats(changes: readonly Change[]): readonly Change[] {
  return changes.filter(({ state }, index) => state !== changes[index - 1]?.state);
}

function powerIn(event: HistoryEvent, toldMs: number): NodeState | undefined {
  if (event.kind !== "node") return undefined;
  if (event.state !== "started") return "off";
  return event.atMs > toldMs ? "starting" : "backup";
}

function stateIn(event: HistoryEvent): NodeState | undefined {
  const state = event.kind === "log" && /Entering (MASTER|BACKUP|FAULT) STATE/.exec(event.line)?.[1];
  return state ? (state.toLowerCase() as NodeState) : undefined;
}

function stretches(changes: readonly Change[], { fromMs, toMs }: Window): readonly Stretch<NodeState>[] {
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
