import { keyOf } from "../../stick/key.ts";
import { type Counted, counterRows } from "../counter.ts";
import type { Arguments, Conversion, Converter } from "../fetch.ts";
import type { Sample } from "../sample.ts";
import type { RequestView } from "../view.ts";

/** `in_table(t)` and `table_…(t)`: what a table counts for a sample. Looking keeps no entry. */
export const tableConverters: readonly Converter[] = [
  asked("in_table", "truth", ({ entry }) => entry !== undefined),
  asked("table_trackers", "number", ({ entry }) => entry?.trackers ?? 0),
  asked("table_server_id", "number", ({ table, entry }, nowMs) => {
    const column = table.column("server_id");
    return column && (entry ? table.read(entry, column, nowMs) : 0);
  }),
  timed("table_expire", (_, entry, nowMs) => entry.expiresMs - nowMs),
  timed("table_idle", ({ spec }, entry, nowMs) => nowMs - (entry.expiresMs - (spec.expireMs ?? 0))),
  ...counterRows
    .filter(({ makes, name }) => !makes && !name.startsWith("clr_"))
    .map((row): Converter => {
      const name = `table_${row.name.replace("get_", "")}`;
      if (!row.array) return asked(name, "number", (counted, nowMs) => row.read(counted, nowMs, row.column));
      return {
        name,
        takes: "any",
        gives: "number",
        parameters: ["number", "table"],
        required: 2,
        compile: ([place = "", table = ""]) => {
          const column = row.column.replace("#", place);
          return inTable(table, (counted, nowMs) => row.read(counted, nowMs, column));
        },
      };
    }),
];

type Read = (counted: Counted, nowMs: number) => Sample | undefined;

function asked(name: string, gives: "number" | "truth", read: Read): Converter {
  const compile = ([table = ""]: Arguments): Conversion => inTable(table, read);
  return { name, takes: "any", gives, parameters: ["table"], compile };
}

/** A time, or what stands in its place where there is no entry. */
function timed(
  name: string,
  read: (table: Counted["table"], entry: NonNullable<Counted["entry"]>, nowMs: number) => number,
): Converter {
  const compile = ([table = "", otherwise = ""]: Arguments): Conversion =>
    inTable(table, (counted, nowMs) => {
      if (!counted.entry) return otherwise === "" ? undefined : Number(otherwise);
      return Math.max(0, Math.floor(read(counted.table, counted.entry, nowMs)));
    });
  return { name, takes: "any", gives: "number", parameters: ["table", "number"], compile };
}

function inTable(name: string, read: Read): Conversion {
  return (sample: Sample, { world }: RequestView) => {
    const table = world?.table(name);
    if (!world || !table) return undefined;
    const key = keyOf(sample, table.spec);
    const nowMs = world.nowMs();
    return key === undefined ? undefined : read({ table, entry: table.find(key, nowMs) }, nowMs);
  };
}
