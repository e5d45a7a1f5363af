import type { BindDraft } from "./bind-draft.ts";
import type { BindWord } from "./bind-word.ts";
import type { BindSocket } from "./config.ts";
import type { Mutable } from "./draft.ts";
import { type LineContext, looseNumber, neededWord, refuse, wordAt } from "./keyword.ts";
import { parseTime } from "./time.ts";

/** The words of `bind` that are about its socket [T]. */
export const bindSocketWords: readonly BindWord[] = [
  { name: "v4v6", takes: 0, read: (_, __, draft) => keep(draft, { onlyIpv6: false }) },
  { name: "v6only", takes: 0, read: (_, __, draft) => keep(draft, { onlyIpv6: true }) },
  { name: "transparent", takes: 0, read: (_, __, draft) => keep(draft, { transparent: true }) },
  { name: "tfo", takes: 0, read: (_, __, draft) => keep(draft, { fastOpen: true }) },
  { name: "defer-accept", takes: 0, read: (_, __, draft) => keep(draft, { deferAccept: true }) },
  { name: "accept-proxy", takes: 0, read: (_, __, draft) => keep(draft, { acceptProxy: true }) },
  { name: "interface", takes: 1, read: readInterface },
  { name: "backlog", takes: 1, read: readBacklog },
  { name: "mss", takes: 1, read: readSegment },
  { name: "tcp-ut", takes: 1, read: readUserTimeout },
  { name: "mode", takes: 1, read: readMode },
  { name: "user", takes: 1, read: (context, at, draft) => readIdentity(context, at, draft, "user") },
  { name: "uid", takes: 1, read: (context, at, draft) => readNumber(context, at, draft, "user") },
  { name: "group", takes: 1, read: (context, at, draft) => readIdentity(context, at, draft, "group") },
  { name: "gid", takes: 1, read: (context, at, draft) => readNumber(context, at, draft, "group") },
];

function keep(draft: BindDraft, choices: Partial<Mutable<BindSocket>>): true {
  draft.socket = { ...draft.socket, ...choices };
  return true;
}

function readInterface(context: LineContext, at: number, draft: BindDraft): boolean {
  const interfaceName = neededWord(context, at + 1);
  return interfaceName !== undefined && keep(draft, { interfaceName });
}

function readBacklog(context: LineContext, at: number, draft: BindDraft): boolean {
  if (neededWord(context, at + 1) === undefined) return false;
  const backlog = looseNumber(context, at + 1, "backlog");
  if (backlog < 0) return refuseRange(context, at, "1", "2147483647");
  return backlog === 0 || keep(draft, { backlog });
}

/** Below zero: so much less than the system would take. */
function readSegment(context: LineContext, at: number, draft: BindDraft): boolean {
  const segmentBytes = Number(/^-?\d+/.exec(wordAt(context, at + 1))?.[0] ?? 0);
  const size = Math.abs(segmentBytes);
  if (size < 1 || size > 65535) return refuseRange(context, at, "1", "65535");
  if (segmentBytes < 0)
    context.report.unsupported(context.place(at + 1), `bind … mss ${wordAt(context, at + 1)}`);
  return keep(draft, { segmentBytes });
}

function readUserTimeout(context: LineContext, at: number, draft: BindDraft): boolean {
  const time = parseTime(wordAt(context, at + 1));
  if (time.kind === "time" && time.ms > 0) return keep(draft, { userTimeoutMs: time.ms });
  refuse(context, at + 1, "ERR_CONFIG_VALUE", {
    fr: `"tcp-ut" attend une durée comme 10s, pas "${wordAt(context, at + 1)}".`,
    en: `"tcp-ut" expects a time like 10s, not "${wordAt(context, at + 1)}".`,
  });
  return false;
}

function readMode(context: LineContext, at: number, draft: BindDraft): boolean {
  const text = wordAt(context, at + 1);
  if (/^[0-7]+$/.test(text)) return keep(draft, { mode: Number.parseInt(text, 8) & 0o7777 });
  refuse(context, at + 1, "ERR_CONFIG_VALUE", {
    fr: `"mode" attend des droits en octal, comme 660, pas "${text}".`,
    en: `"mode" expects permissions in octal, like 660, not "${text}".`,
  });
  return false;
}

function readIdentity(context: LineContext, at: number, draft: BindDraft, kind: "user" | "group"): boolean {
  const name = neededWord(context, at + 1);
  if (name === undefined) return false;
  context.file.needs.push({ kind, value: name, ...context.place(at + 1) });
  return keep(draft, { [kind]: name });
}

function readNumber(context: LineContext, at: number, draft: BindDraft, kind: "user" | "group"): boolean {
  const number = looseNumber(context, at + 1, wordAt(context, at));
  return keep(draft, { [kind]: String(number) });
}

function refuseRange(context: LineContext, at: number, low: string, high: string): false {
  refuse(context, at + 1, "ERR_CONFIG_RANGE", {
    fr: `"${wordAt(context, at)}" attend un nombre de ${low} à ${high}, pas "${wordAt(context, at + 1)}".`,
    en: `"${wordAt(context, at)}" expects a number from ${low} to ${high}, not "${wordAt(context, at + 1)}".`,
  });
  return false;
}
