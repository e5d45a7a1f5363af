import { keyOf } from "../../stick/key.ts";
import type { Entry, StickTable } from "../../stick/table.ts";
import { type Command, type CommandContext, type CommandReply, complain } from "./command.ts";

type View = CommandContext["view"];

/** Commands for stick-tables [T]. */
export const tableCommands: readonly Command[] = [
  {
    words: ["show", "table"],
    usage: [
      "show table <table> [<filter>]*",
      "report table usage stats or dump this table's contents (filter: data/key)",
    ],
    level: "user",
    run: ([name, ...filter], { view }) => {
      if (name === undefined) return { text: view.tables.map(headOf).join("") };
      return on(name, view, (table) => show(table, filter, view.nowMs));
    },
  },
  {
    words: ["set", "table"],
    usage: ["set table <table> key <k> [data.* <v>]*", "update or create a table entry's data"],
    level: "operator",
    run: ([name = "", ...rest], { view }) => on(name, view, (table) => set(table, rest, view.nowMs)),
  },
  {
    words: ["clear", "table"],
    usage: ["clear table <table> [<filter>]*", "remove an entry from a table (filter: data/key)"],
    level: "operator",
    run: ([name = "", ...filter], { view }) => on(name, view, (table) => clear(table, filter, view.nowMs)),
  },
];

function on(name: string, { tables }: View, act: (table: StickTable) => CommandReply): CommandReply {
  const table = tables.find(({ spec }) => spec.name === name);
  return table ? act(table) : complain("No such table");
}

function headOf({ spec, used }: StickTable): string {
  return `# table: ${spec.name}, type: ${spec.type}, size:${spec.size}, used:${used}\n`;
}

function show(table: StickTable, filter: readonly string[], nowMs: number): CommandReply {
  const chosen = choose(table, filter, nowMs);
  if (chosen.kind === "wrong") return complain(chosen.text);
  return { text: headOf(table) + chosen.entries.map((entry) => lineOf(table, entry, nowMs)).join("") };
}

function lineOf(table: StickTable, entry: Entry, nowMs: number): string {
  const data = table.columns.map((column) => {
    const { name, kind, periodMs, at } = column;
    if (kind === "text") return ` ${name}=${entry.serverKey ?? "-"}`;
    if (at < 0) return "";
    return ` ${name}${kind === "rate" ? `(${periodMs})` : ""}=${table.read(entry, column, nowMs)}`;
  });
  const left = Number.isFinite(entry.expiresMs) ? Math.max(0, Math.floor(entry.expiresMs - nowMs)) : 0;
  return `0x${number(entry.key)}: key=${keyText(table, entry.key)} use=${entry.trackers} exp=${left}${data.join("")}\n`;
}

/** The original writes an address in its memory; this one only tells entries apart. */
function number(key: string): string {
  let sum = 7;
  for (const character of key) sum = (Math.imul(sum, 31) + character.charCodeAt(0)) >>> 0;
  return sum.toString(16).padStart(12, "0");
}

/** Bytes are shown in hexadecimal. */
function keyText({ spec }: StickTable, key: string): string {
  if (spec.type !== "binary") return printable(key);
  const bytes = Array.from(key, (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0"));
  return bytes.join("").toUpperCase();
}

function printable(key: string): string {
  return key.replace(
    /[^\x21-\x7e]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}

type Chosen =
  | { readonly kind: "chosen"; readonly entries: readonly Entry[] }
  | { readonly kind: "wrong"; readonly text: string };

const comparisons: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  eq: (left, right) => left === right,
  ne: (left, right) => left !== right,
  le: (left, right) => left <= right,
  ge: (left, right) => left >= right,
  lt: (left, right) => left < right,
  gt: (left, right) => left > right,
};

/** `key K`, or `data.NAME OPERATOR VALUE` up to four times; nothing: all. */
function choose(table: StickTable, filter: readonly string[], nowMs: number): Chosen {
  const all = [...table.entries(nowMs)].sort((left, right) => compare(left.key, right.key));
  if (filter[0] === "key") {
    const entry = table.find(keyIn(table, filter[1] ?? "") ?? "", nowMs);
    return { kind: "chosen", entries: entry ? [entry] : [] };
  }
  let entries: readonly Entry[] = all;
  for (let at = 0; at < filter.length; at += 3) {
    const [name = "", operator = "", value = ""] = filter.slice(at, at + 3);
    const column = table.column(name.replace(/^data\./, ""));
    const holds = comparisons[operator];
    if (!name.startsWith("data."))
      return {
        kind: "wrong",
        text: 'Optional argument only supports "data.<store_data_type>" and key <key>',
      };
    if (!column) return { kind: "wrong", text: "Unknown data type" };
    if (!holds)
      return { kind: "wrong", text: 'Require and operator among "eq", "ne", "le", "ge", "lt", "gt"' };
    if (!/^\d+$/.test(value))
      return { kind: "wrong", text: "Require a valid integer value to compare against" };
    entries = entries.filter((entry) => holds(table.read(entry, column, nowMs), Number(value)));
  }
  return { kind: "chosen", entries };
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function keyIn(table: StickTable, text: string): string | undefined {
  return keyOf(text, table.spec);
}

function set(table: StickTable, [word, text = "", ...data]: readonly string[], nowMs: number): CommandReply {
  if (word !== "key")
    return complain(
      'Required arguments: <table> "data.<store_data_type>" <operator> <value> or <table> key <key>',
    );
  const names = data.filter((_, at) => at % 2 === 0).map((name) => name.replace(/^data\./, ""));
  if (names.some((name) => !table.column(name))) return complain("Unknown data type");
  if (data.some((value, at) => at % 2 === 1 && !/^\d+$/.test(value)))
    return complain("Require a valid integer value to store");
  const key = keyIn(table, text);
  const entry = key === undefined ? undefined : table.take(key, nowMs);
  if (!entry) return { text: "" };
  for (const [at, name] of names.entries()) table.set(entry, name, Number(data[at * 2 + 1]), nowMs);
  table.touch(entry, nowMs);
  return { text: "" };
}

function clear(table: StickTable, filter: readonly string[], nowMs: number): CommandReply {
  const chosen = choose(table, filter, nowMs);
  if (chosen.kind === "wrong") return complain(chosen.text);
  if (chosen.entries.some(({ trackers }) => trackers > 0) && filter[0] === "key") {
    return complain("Entry currently in use, cannot remove");
  }
  for (const { key } of chosen.entries) table.remove(key);
  return { text: "" };
}
