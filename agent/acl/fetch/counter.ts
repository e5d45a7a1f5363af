import { keyOf } from "../../stick/key.ts";
import type { Tracked } from "../../stick/track.ts";
import { type Counted, counterRows } from "../counter.ts";
import type { Arguments, Fetch, Finder, Parameter } from "../fetch.ts";
import { casts } from "../sample.ts";
import type { RequestView } from "../view.ts";
import { asked } from "./row.ts";

/** The entry that is tracked in a place; a request's own goes before that of its connection. */
export function trackedIn({ transaction }: RequestView, place: number): Tracked | undefined {
  return transaction?.tracked?.[place] ?? transaction?.session.tracked?.[place];
}

/** `sc0_…`, `sc_…(0)`, `src_…`: what stick-tables count. */
export const counterFetches: readonly Fetch[] = [
  ...counterRows.flatMap((row) => [
    ...["0", "1", "2"]
      .filter(() => !row.array)
      .map((place) => counter(`sc${place}_${row.name}`, row, ["other table"], tracked(place))),
    counter(`sc_${row.name}`, row, ["number", "other table"], tracked(undefined)),
    counter(`src_${row.name}`, row, ["table"], bySource(row.makes === true)),
  ]),
  ...["0", "1", "2", undefined].flatMap(trackerFetches),
  asked({ ...ofTable("table_cnt") }, ({ world }, [name = ""]) => world?.table(name)?.used),
  asked({ ...ofTable("table_avl") }, ({ world }, [name = ""]) => world?.table(name)?.free),
  counter(
    "src_updt_conn_cnt",
    { column: "conn_cnt", read: (counted, nowMs) => updated(counted, nowMs) },
    ["table"],
    bySource(true),
  ),
];

type Find = (view: RequestView, args: Arguments) => Counted | undefined;

function counter(
  name: string,
  row: Pick<(typeof counterRows)[number], "column" | "read" | "array">,
  parameters: readonly Parameter[],
  find: Find,
): Fetch {
  const all: readonly Parameter[] = row.array ? ["number", ...parameters] : parameters;
  const required = all.filter((kind) => kind === "number").length;
  const compile = (args: Arguments): Finder => {
    const column = row.array ? row.column.replace("#", args[0] ?? "0") : row.column;
    const rest = row.array ? args.slice(1) : args;
    return {
      one: (view) => {
        const counted = find(view, rest);
        if (!counted || (row.array && !counted.table.column(column)?.array)) return undefined;
        return row.read(counted, view.world?.nowMs() ?? 0, column);
      },
    };
  };
  return { name, gives: "number", layer: "connection", parameters: all, required, compile };
}

/** The tracked entry, or that of the same key in another table. A table that was not named is the section's. */
function tracked(place: string | undefined): Find {
  return (view, args) => {
    const found = trackedIn(view, Number(place ?? args[0]));
    const name = (place === undefined ? args[1] : args[0]) ?? "";
    if (!found || name === "" || name === found.table.spec.name) return found;
    const table = view.world?.table(name);
    return table && { table, entry: table.find(found.entry.key, view.world?.nowMs() ?? 0) };
  };
}

/** The entry of the client's address. */
function bySource(makes: boolean): Find {
  return (view, [name = ""]) => {
    const { world, connection } = view;
    const table = world?.table(name);
    const address = casts.address(connection.clientAddress);
    const key = table && address !== undefined ? keyOf(address, table.spec) : undefined;
    if (!world || !table || key === undefined) return undefined;
    const nowMs = world.nowMs();
    return { table, entry: makes ? table.take(key, nowMs) : table.find(key, nowMs) };
  };
}

function updated({ table, entry }: Counted, nowMs: number): number | undefined {
  const column = table.column("conn_cnt");
  if (!entry || !column) return undefined;
  table.add(entry, "conn_cnt", 1, nowMs);
  table.touch(entry, nowMs);
  return table.read(entry, column, nowMs);
}

/** Whether there is an entry, and how many count in it. */
function trackerFetches(place: string | undefined): readonly Fetch[] {
  const name = `sc${place ?? ""}`;
  const parameters: readonly Parameter[] = place === undefined ? ["number", "text"] : ["text"];
  const facts = { layer: "connection", parameters, ...(place === undefined ? { required: 1 } : {}) } as const;
  const of = (view: RequestView, args: Arguments): Tracked | undefined =>
    trackedIn(view, Number(place ?? args[0]));
  return [
    asked(
      { name: `${name}_tracked`, gives: "truth", ...facts },
      (view, args) => of(view, args) !== undefined,
    ),
    asked(
      { name: `${name}_trackers`, gives: "number", ...facts },
      (view, args) => of(view, args)?.entry.trackers,
    ),
  ];
}

function ofTable(name: string): Omit<Fetch, "compile"> {
  return { name, gives: "number", layer: "connection", parameters: ["table"] };
}
