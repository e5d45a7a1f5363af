import { didYouMean } from "../../base/nearest.ts";
import type { Text } from "../../base/text.ts";
import type { ServerDraft } from "./draft.ts";
import { looseNumber, noteWord, type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { knownServerFlags, knownServerWords } from "./known.ts";
import { parseTime } from "./time.ts";

/** Reads the word at `at`; false when the line cannot be used. */
type Reader = (context: ProxyContext, at: number, draft: ServerDraft) => boolean;

interface ServerWord {
  readonly name: string;
  /** How many words follow it. */
  readonly takes: 0 | 1;
  /** Read, and without effect here: a note gives this reason. */
  readonly noted?: Text;
  readonly read: Reader;
}

/** The words of `server` and `default-server` [T]. */
export const serverWords: readonly ServerWord[] = [
  { name: "check", takes: 0, read: set((draft) => (draft.checked = true)) },
  { name: "no-check", takes: 0, read: set((draft) => (draft.checked = false)) },
  { name: "backup", takes: 0, read: set((draft) => (draft.backup = true)) },
  { name: "no-backup", takes: 0, read: set((draft) => (draft.backup = false)) },
  { name: "enabled", takes: 0, read: () => true },
  { name: "weight", takes: 1, read: readWeight },
  { name: "inter", takes: 1, read: readInterval },
  { name: "rise", takes: 1, read: (context, at, draft) => readCount(context, at, draft, "rise") },
  { name: "fall", takes: 1, read: (context, at, draft) => readCount(context, at, draft, "fall") },
  { name: "port", takes: 1, read: readPort },
  { name: "maxconn", takes: 1, read: readMaxConnections },
];

/** Reads the words from `first` on into the draft; false when one was refused. */
export function readServerWords(context: ProxyContext, first: number, draft: ServerDraft): boolean {
  for (let at = first; at < context.words.length; at++) {
    const name = wordAt(context, at);
    const word = serverWords.find((candidate) => candidate.name === name);
    if (word) {
      if (!word.read(context, at, draft)) return false;
      if (word.noted) noteWord(context, at, word.noted);
      at += word.takes;
    } else if (knownServerFlags.has(name) || knownServerWords.has(name)) {
      const why = knownServerFlags.get(name) ?? knownServerWords.get(name);
      context.report.unsupported(context.place(at), `server … ${name}`, why);
      if (knownServerWords.has(name)) at++;
    } else return refuseWord(context, at, name);
  }
  return true;
}

function refuseWord(context: ProxyContext, at: number, name: string): false {
  const known = [
    ...serverWords.map((word) => word.name),
    ...knownServerFlags.keys(),
    ...knownServerWords.keys(),
  ];
  const hint = didYouMean(name, known);
  refuse(context, at, "ERR_CONFIG_KEYWORD", {
    fr: `"${name}" n'est pas une option de "${wordAt(context, 0)}".${hint.fr}`,
    en: `"${name}" is not an option of "${wordAt(context, 0)}".${hint.en}`,
  });
  return false;
}

function set(change: (draft: ServerDraft) => void): Reader {
  return (_context, _at, draft) => {
    change(draft);
    return true;
  };
}

function readWeight(context: ProxyContext, at: number, draft: ServerDraft): boolean {
  if (wordAt(context, at + 1).startsWith("-")) return refuseRange(context, at, "weight", "0", "256");
  const weight = looseNumber(context, at + 1, "weight");
  if (weight > 256) return refuseRange(context, at, "weight", "0", "256");
  draft.weight = weight;
  return true;
}

function readInterval(context: ProxyContext, at: number, draft: ServerDraft): boolean {
  const time = parseTime(wordAt(context, at + 1));
  if (time.kind === "time" && time.ms > 0) {
    draft.intervalMs = time.ms;
    return true;
  }
  refuse(context, at + 1, "ERR_CONFIG_VALUE", {
    fr: `"inter" attend une durée plus grande que 0, comme 2s ou 500ms, pas "${wordAt(context, at + 1)}".`,
    en: `"inter" expects a time above 0, like 2s or 500ms, not "${wordAt(context, at + 1)}".`,
  });
  return false;
}

function readCount(context: ProxyContext, at: number, draft: ServerDraft, name: "rise" | "fall"): boolean {
  const count = Number(/^\d+/.exec(wordAt(context, at + 1))?.[0] ?? 0);
  if (count <= 0) return refuseRange(context, at, name, "1", "2147483647");
  draft[name] = looseNumber(context, at + 1, name);
  return true;
}

function readPort(context: ProxyContext, at: number, draft: ServerDraft): boolean {
  const port = looseNumber(context, at + 1, "port");
  if (port > 65535) {
    context.report.mistake(context.place(at + 1), "ERR_CONFIG_RANGE", {
      fr: `Le port ${port} dépasse 65535 : HAProxy le prend sans rien dire, et le contrôle échoue toujours.`,
      en: `Port ${port} is above 65535: HAProxy takes it without a word, and the check always fails.`,
    });
  }
  // Port 0 means: the port of the server.
  if (port > 0) draft.checkPort = port;
  return true;
}

function readMaxConnections(context: ProxyContext, at: number, draft: ServerDraft): boolean {
  const limit = looseNumber(context, at + 1, "maxconn");
  // 0, and everything that is not a number, means no limit.
  if (limit > 0) draft.maxConnections = limit;
  else delete draft.maxConnections;
  return true;
}

function refuseRange(context: ProxyContext, at: number, name: string, low: string, high: string): false {
  refuse(context, at + 1, "ERR_CONFIG_RANGE", {
    fr: `"${name}" attend un nombre de ${low} à ${high}, pas "${wordAt(context, at + 1)}".`,
    en: `"${name}" expects a number from ${low} to ${high}, not "${wordAt(context, at + 1)}".`,
  });
  return false;
}
