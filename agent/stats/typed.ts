import { allColumns, type StatRow } from "./column.ts";
import { kindOf, type ValueKind } from "./column-kind.ts";

/** One value with all that the formats `typed` and `json` tell of it. */
export interface TypedValue extends ValueKind {
  readonly place: number;
  readonly name: string;
  readonly value: string | number;
}

/** Without the column that only separates. */
const counted = allColumns.filter((name) => name !== "-");

/** By the number that `show stat` has for a type of row. */
const letters = ["F", "B", "S", "L"];
const objects = ["Frontend", "Backend", "Server", "Listener"];

/** `F.2.0.4.scur.1:MGP:u32:0`: type, proxy, server, place and name of the column, process; tags, type, value. */
export function typedRows(rows: readonly StatRow[]): string {
  return rows
    .map((row) => {
      const owner = `${letters[Number(row.type)]}.${row.iid}.${row.sid}.`;
      return typedLines(valuesOf(row), owner);
    })
    .join("");
}

export function typedLines(values: readonly TypedValue[], owner = ""): string {
  return values
    .map(({ place, name, tags, type, value }) => `${owner}${place}.${name}.1:${tags}:${type}:${value}\n`)
    .join("");
}

/** A list of rows, each a list of values. */
export function jsonRows(rows: readonly StatRow[]): string {
  const lists = rows.map((row) => {
    const { type, iid, sid } = row;
    const owner = { objType: objects[Number(type)], proxyId: iid, id: sid };
    return valuesOf(row).map((value) => ({ ...owner, ...jsonValue(value) }));
  });
  return JSON.stringify(lists);
}

export function jsonValue({ place, name, tags, type, value }: TypedValue): object {
  const [origin = "", nature = "", scope = ""] = tags;
  return {
    field: { pos: place, name },
    processNum: 1,
    tags: { origin: origins[origin], nature: natures[nature], scope: scopes[scope] },
    value: { type, value },
  };
}

const origins: Readonly<Record<string, string>> = {
  C: "Config",
  K: "Key",
  M: "Metric",
  P: "Product",
  S: "Status",
};
const natures: Readonly<Record<string, string>> = {
  A: "Age",
  C: "Counter",
  D: "Duration",
  G: "Gauge",
  L: "Limit",
  M: "Max",
  N: "Name",
  O: "Output",
  R: "Rate",
  a: "Avg",
};
const scopes: Readonly<Record<string, string>> = { P: "Process", S: "Service" };

function valuesOf(row: StatRow): readonly TypedValue[] {
  return counted.flatMap((name, place) => {
    const value = row[name];
    return value === undefined ? [] : [{ place, name, ...kindOf(name, row), value }];
  });
}
