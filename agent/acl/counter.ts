import type { Entry, StickTable } from "../stick/table.ts";
import { count } from "../stick/track.ts";

/** An entry of a table, or that there is none yet. */
export interface Counted {
  readonly table: StickTable;
  readonly entry: Entry | undefined;
}

type Read = (counted: Counted, nowMs: number, column: string) => number | undefined;

/** What can be asked of an entry, by the end of the name of a fetch, and the column that it looks at [T]. */
interface CounterRow {
  readonly name: string;
  readonly column: string;
  readonly read: Read;
  /** Of an array: the place of the element is the first argument. */
  readonly array?: true;
  /** It makes the entry where there is none. */
  readonly makes?: true;
}

const read: Read = ({ table, entry }, nowMs, name) => {
  if (!entry) return 0;
  const column = table.column(name);
  return column && table.read(entry, column, nowMs);
};

const kilobytes: Read = (counted, nowMs, column) => {
  const bytes = read(counted, nowMs, column);
  return bytes === undefined ? undefined : Math.floor(bytes / 1024);
};

/** Counts one more, and gives how many there are now. */
const increment: Read = (counted, nowMs, column) => {
  const { table, entry } = counted;
  if (!entry || !(table.column(column) || table.column(`${column}_rate`))) return undefined;
  count({ table, entry }, column, nowMs);
  return read(counted, nowMs, column);
};

/** Sets it to 0, and gives how many there were. */
const clear: Read = (counted, nowMs, column) => {
  const before = read(counted, nowMs, column);
  if (counted.entry && before !== undefined) counted.table.set(counted.entry, column, 0, nowMs);
  return before;
};

const plainColumns =
  `conn_cnt conn_cur conn_rate sess_cnt sess_rate http_req_cnt http_req_rate http_err_cnt http_err_rate http_fail_cnt
  http_fail_rate gpc0_rate gpc1_rate bytes_in_rate bytes_out_rate`.split(/\s+/);

export const counterRows: readonly CounterRow[] = [
  ...plainColumns.map((name) => ({ name, column: name, read })),
  { name: "kbytes_in", column: "bytes_in_cnt", read: kilobytes },
  { name: "kbytes_out", column: "bytes_out_cnt", read: kilobytes },
  ...["gpc0", "gpc1", "gpt0"].map((column) => ({ name: `get_${column}`, column, read })),
  ...["gpc0", "gpc1"].flatMap((column): CounterRow[] => [
    { name: `inc_${column}`, column, read: increment, makes: true },
    { name: `clr_${column}`, column, read: clear },
  ]),
  { name: "get_gpc", column: "gpc#", read, array: true },
  { name: "get_gpt", column: "gpt#", read, array: true },
  { name: "gpc_rate", column: "gpc#_rate", read, array: true },
  { name: "inc_gpc", column: "gpc#", read: increment, array: true, makes: true },
  { name: "clr_gpc", column: "gpc#", read: clear, array: true },
];
