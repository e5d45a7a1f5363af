import type { StoredData } from "../../stick/data.ts";
import { keyTypes, type TableSpec } from "../../stick/spec.ts";
import type { FileDraft, Mutable } from "./draft.ts";
import { type LineContext, type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { readStore } from "./stick-store.ts";
import { parseTime } from "./time.ts";

/** HAProxy keeps so many bytes of a key unless told otherwise; of a text one is for its end. */
const defaultLength = 32;

type SpecDraft = Partial<Mutable<TableSpec>> & { stored: StoredData[] };

/** The words of the line; each gives the place of the word behind it, or undefined when it is refused [T]. */
const words: Readonly<
  Record<string, (context: LineContext, at: number, draft: SpecDraft) => number | undefined>
> = {
  type: readType,
  size: readSize,
  expire: readExpire,
  nopurge: (_, at, draft) => set(draft, { keepsOld: true }, at + 1),
  peers: (context, at, draft) => set(draft, { peers: wordAt(context, at + 1) }, at + 2),
  srvkey: readServerKey,
  store: (context, at, draft) => {
    // Nothing behind it stores nothing.
    if (wordAt(context, at + 1) === "") return at + 2;
    const stored = readStore(context, at + 1, wordAt(context, at + 1));
    if (stored) keep(context, at + 1, draft, stored);
    return stored && at + 2;
  },
};

/** `stick-table type TYPE size SIZE [expire TIME] [nopurge] [peers P] [srvkey K] [store DATA]*`: manual §4.2. */
export function readStickTable(context: ProxyContext): void {
  const { proxy } = context;
  if (proxy.stickTable) {
    refuse(context, 0, "ERR_CONFIG_DUPLICATE", {
      fr: `${proxy.name} a déjà une "stick-table" : une section n'en a qu'une. Mettez l'autre dans un backend à elle.`,
      en: `${proxy.name} has a "stick-table" already: a section has one. Put the other into a backend of its own.`,
    });
    return;
  }
  const spec = readTableSpec(context, proxy.name, 1);
  if (spec) proxy.stickTable = spec;
}

/** The same words in any line, from the one at `first` on: a `table` of a `peers` section has them too. */
export function readTableSpec(context: LineContext, name: string, first: number): TableSpec | undefined {
  const draft: SpecDraft = { stored: [] };
  for (let at = first; at < context.words.length; ) {
    const word = wordAt(context, at);
    const read = Object.hasOwn(words, word) ? words[word] : undefined;
    const next = read ? read(context, at, draft) : refuseWord(context, at);
    if (next === undefined) return undefined;
    at = next;
  }
  const { type, size } = draft;
  if (type === undefined || size === undefined || size === 0)
    return refuseMissing(context, type === undefined);
  return {
    name,
    length: defaultLength,
    keepsOld: false,
    serverKey: "name",
    ...draft,
    type,
    size,
  };
}

/** Every table of the file; one that a `stick` line asks keeps servers too. */
export function tablesOf({ proxies, peers }: FileDraft): readonly TableSpec[] {
  const asked = new Set(proxies.flatMap(({ stickRules }) => stickRules.map(({ table }) => table)));
  const tables = [
    ...proxies.flatMap(({ stickTable }) => stickTable ?? []),
    ...peers.flatMap((section) => section.tables),
  ];
  return tables.map((spec) => (asked.has(spec.name) ? withServers(spec) : spec));
}

function withServers(spec: TableSpec): TableSpec {
  const more = ["server_id", "server_key"].filter((name) => !spec.stored.some((data) => data.name === name));
  return { ...spec, stored: [...spec.stored, ...more.map((name) => ({ name }))] };
}

function set(draft: SpecDraft, facts: Partial<SpecDraft>, next: number): number {
  Object.assign(draft, facts);
  return next;
}

function readType(context: LineContext, at: number, draft: SpecDraft): number | undefined {
  const type = keyTypes.find((candidate) => candidate === wordAt(context, at + 1));
  if (!type) return refuseValue(context, at + 1, `type ${keyTypes.join(", ")}`);
  const sized = (type === "string" || type === "binary") && wordAt(context, at + 2) === "len";
  if (!sized) return set(draft, { type, length: defaultLength - (type === "string" ? 1 : 0) }, at + 2);
  const length = Number(wordAt(context, at + 3));
  if (!(Number.isInteger(length) && length > 0)) return refuseValue(context, at + 3, `type ${type} len 64`);
  return set(draft, { type, length }, at + 4);
}

function readSize(context: LineContext, at: number, draft: SpecDraft): number | undefined {
  const [, digits = "", unit = ""] = /^(\d+)([kmgKMG]?)$/.exec(wordAt(context, at + 1)) ?? [];
  if (digits === "") return refuseValue(context, at + 1, "size 100k");
  const factor = 1024 ** ["", "k", "m", "g"].indexOf(unit.toLowerCase());
  return set(draft, { size: Number(digits) * factor }, at + 2);
}

function readExpire(context: LineContext, at: number, draft: SpecDraft): number | undefined {
  const time = parseTime(wordAt(context, at + 1));
  if (time.kind !== "time") return refuseValue(context, at + 1, "expire 30m");
  // As everywhere, 0 means none.
  return set(draft, time.ms === 0 ? {} : { expireMs: time.ms }, at + 2);
}

function readServerKey(context: LineContext, at: number, draft: SpecDraft): number | undefined {
  const serverKey = wordAt(context, at + 1);
  if (serverKey !== "name" && serverKey !== "addr")
    return refuseValue(context, at + 1, "srvkey name, srvkey addr");
  return set(draft, { serverKey }, at + 2);
}

function keep(context: LineContext, at: number, draft: SpecDraft, stored: readonly StoredData[]): void {
  for (const data of stored) {
    if (draft.stored.some(({ name }) => name === data.name)) {
      context.report.warned(context.place(at), "ERR_CONFIG_DUPLICATE", {
        fr: `"store ${data.name}" y est deux fois : la seconde ne compte pas. Retirez-la.`,
        en: `"store ${data.name}" stands there twice: the second does not count. Remove it.`,
      });
    } else draft.stored.push(data);
  }
  for (const name of ["gpc", "gpt", "gpc_rate"]) {
    const both = draft.stored.filter((data) => data.name === name || isElement(data.name, name));
    if (both.length < 2 || !both.some((data) => data.name === name)) continue;
    refuse(context, at, "ERR_CONFIG_DUPLICATE", {
      fr: `"${name}" comprend déjà ${both.map((data) => data.name).join(", ")}. Gardez l'un ou l'autre.`,
      en: `"${name}" already holds ${both.map((data) => data.name).join(", ")}. Keep one or the other.`,
    });
  }
}

/** `gpc0` is an element of `gpc`, `gpc1_rate` one of `gpc_rate`. */
function isElement(element: string, array: string): boolean {
  return element !== array && element.replace(/[01]/, "") === array;
}

function refuseWord(context: LineContext, at: number): undefined {
  refuse(context, at, "ERR_CONFIG_KEYWORD", {
    fr: `"${wordAt(context, at)}" n'a pas sa place dans une stick-table. Mots : ${Object.keys(words).join(", ")}.`,
    en: `"${wordAt(context, at)}" has no place in a stick-table. Words: ${Object.keys(words).join(", ")}.`,
  });
}

function refuseValue(context: LineContext, at: number, forms: string): undefined {
  refuse(context, at, "ERR_CONFIG_VALUE", {
    fr: `"${wordAt(context, at)}" ne va pas ici. S'écrit : ${forms}.`,
    en: `"${wordAt(context, at)}" does not fit here. It is written: ${forms}.`,
  });
}

function refuseMissing(context: LineContext, isType: boolean): undefined {
  refuse(context, context.words.length, "ERR_CONFIG_SYNTAX", {
    fr: `Il manque ${isType ? '"type"' : '"size"'} : "stick-table type ip size 100k expire 30m store http_req_rate(10s)".`,
    en: `${isType ? '"type"' : '"size"'} is missing: "stick-table type ip size 100k expire 30m store http_req_rate(10s)".`,
  });
}
