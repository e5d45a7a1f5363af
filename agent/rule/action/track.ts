import { parseExpression } from "../../acl/expression.ts";
import { trackedIn } from "../../acl/fetch/counter.ts";
import { isMissing } from "../../acl/scope.ts";
import { fatal, good, type Parsed } from "../../acl/trouble.ts";
import type { RequestView } from "../../acl/view.ts";
import { keyOf } from "../../stick/key.ts";
import { count, track, untrack } from "../../stick/track.ts";
import type { ActionKind, ActionLine, ReadAction, RulePlace } from "../rule.ts";
import { refuseGone } from "./variable.ts";

const requestPlaces: readonly RulePlace[] = [
  "http-request",
  "tcp-request connection",
  "tcp-request session",
  "tcp-request content",
];
const places: readonly RulePlace[] = [
  ...requestPlaces,
  "http-response",
  "http-after-response",
  "tcp-response content",
];

/** How many entries a session may count in at once: HAProxy's `MAX_SESS_STKCTR`. */
const slots = 3;

/** `track-sc0 KEY [table NAME]`, `sc-inc-gpc0(0)`, `sc-set-gpt0(0) NUMBER` and their arrays. */
export const trackActions: readonly ActionKind[] = [
  ...Array.from(
    { length: slots },
    (_, slot): ActionKind => ({
      name: `track-sc${slot}`,
      places: [...requestPlaces, "http-response"],
      read: (line) => readTrack(line, slot),
    }),
  ),
  { name: "sc-inc-gpc0", places, read: (line) => readIncrement(line, "gpc0") },
  { name: "sc-inc-gpc1", places, read: (line) => readIncrement(line, "gpc1") },
  { name: "sc-inc-gpc", places, read: (line) => readIncrement(line, "gpc#") },
  { name: "sc-set-gpt0", places, read: (line) => readTag(line, "gpt0") },
  { name: "sc-set-gpt", places, read: (line) => readTag(line, "gpt#") },
];

function readTrack(line: ActionLine, slot: number): Parsed<ReadAction> {
  const { words, at, scope, place } = line;
  const written = words[at] ?? "";
  if (written === "") return refuse(line, `track-sc${slot} src table NAME`);
  const parsed = parseExpression(written, scope, at);
  if (parsed.kind === "bad") return parsed;
  if (isMissing(parsed.value, scope.phase)) return refuseGone(at, written);
  const named = words[at + 1] === "table";
  const name = named ? (words[at + 2] ?? "") : scope.proxy;
  const { one } = parsed.value;
  const ofSession = place === "tcp-request connection" || place === "tcp-request session";
  const action = (view: RequestView): undefined => {
    begin(view, { slot, name, ofSession, one, isRequest: place.startsWith("http") });
  };
  const references = [...parsed.value.references, { kind: "table", name } as const];
  return good({
    action,
    next: at + (named ? 3 : 1),
    references,
    waits: parsed.value.ofBytes ? "bytes" : "any",
  });
}

interface Begin {
  readonly slot: number;
  readonly name: string;
  readonly ofSession: boolean;
  readonly isRequest: boolean;
  readonly one: Parameters<typeof trackKey>[1];
}

/** An entry that is tracked already stays the one. */
function begin(view: RequestView, { slot, name, ofSession, isRequest, one }: Begin): void {
  const { transaction, world } = view;
  const table = world?.table(name);
  if (!world || !table || !transaction || trackedIn(view, slot)) return;
  const key = trackKey(view, one, table.spec);
  const nowMs = world.nowMs();
  const tracked = key === undefined ? undefined : track(table, key, nowMs);
  if (!tracked) return;
  if (isRequest) count(tracked, "http_req", nowMs);
  const memory = ofSession ? transaction.session : transaction;
  memory.tracked ??= [];
  memory.tracked[slot] = tracked;
  memory.ends ??= [];
  memory.ends.push(() => untrack(tracked, world.nowMs()));
}

function trackKey(
  view: RequestView,
  one: (view: RequestView) => Parameters<typeof keyOf>[0] | undefined,
  spec: Parameters<typeof keyOf>[1],
): string | undefined {
  const sample = one(view);
  return sample === undefined ? undefined : keyOf(sample, spec);
}

/** `(0)`, or `(element,0)` of an array. */
function slotOf(
  { argument }: ActionLine,
  column: string,
): { readonly slot: number; readonly column: string } | undefined {
  const numbers = argument.split(",").map((text) => (/^\d+$/.test(text) ? Number(text) : Number.NaN));
  const slot = numbers.pop() ?? Number.NaN;
  const isArray = column.includes("#");
  if (!(slot < slots) || numbers.length !== (isArray ? 1 : 0) || numbers.some(Number.isNaN)) return undefined;
  return { slot, column: column.replace("#", String(numbers[0])) };
}

function readIncrement(line: ActionLine, column: string): Parsed<ReadAction> {
  const found = slotOf(line, column);
  if (!found) return refuse(line, column.includes("#") ? "sc-inc-gpc(0,0)" : `sc-inc-${column}(0)`);
  const action = (view: RequestView): undefined => {
    const tracked = trackedIn(view, found.slot);
    if (tracked && view.world) count(tracked, found.column, view.world.nowMs());
  };
  return good({ action, next: line.at });
}

function readTag(line: ActionLine, column: string): Parsed<ReadAction> {
  const { words, at, scope } = line;
  const found = slotOf(line, column);
  const written = words[at] ?? "";
  if (!found || written === "")
    return refuse(line, column.includes("#") ? "sc-set-gpt(0,0) 1" : "sc-set-gpt0(0) 1");
  const parsed = parseExpression(/^\d+$/.test(written) ? `int(${written})` : written, scope, at);
  if (parsed.kind === "bad") return parsed;
  const action = (view: RequestView): undefined => {
    const tracked = trackedIn(view, found.slot);
    const value = parsed.value.one(view);
    if (!tracked || value === undefined || !view.world) return;
    const nowMs = view.world.nowMs();
    tracked.table.set(tracked.entry, found.column, Number(value) >>> 0, nowMs);
    tracked.table.touch(tracked.entry, nowMs);
  };
  return good({ action, next: at + 1, references: parsed.value.references });
}

function refuse({ at, place }: ActionLine, example: string): ReturnType<typeof fatal> {
  return fatal(at, "ERR_CONFIG_VALUE", {
    fr: `S'écrit : "${place} ${example}" ; les places vont de 0 à ${slots - 1}.`,
    en: `It is written: "${place} ${example}"; the places go from 0 to ${slots - 1}.`,
  });
}
