import { rateWidth } from "./rate.ts";

/** How a value of an entry is kept. */
export type DataKind = "count" | "tag" | "level" | "rate" | "server" | "text";

interface DataRow {
  readonly name: string;
  readonly kind: DataKind;
  /** It is an array: `gpc(4)`. */
  readonly array?: true;
}

const row = (name: string, kind: DataKind): DataRow => ({ name, kind });

/** What `store` may ask for, in the order in which HAProxy shows it: manual §4.2, "stick-table" [T]. */
export const dataTypes: readonly DataRow[] = [
  row("server_id", "server"),
  row("gpt0", "tag"),
  row("gpc0", "count"),
  row("gpc0_rate", "rate"),
  row("conn_cnt", "count"),
  row("conn_rate", "rate"),
  row("conn_cur", "level"),
  row("sess_cnt", "count"),
  row("sess_rate", "rate"),
  row("http_req_cnt", "count"),
  row("http_req_rate", "rate"),
  row("http_err_cnt", "count"),
  row("http_err_rate", "rate"),
  row("bytes_in_cnt", "count"),
  row("bytes_in_rate", "rate"),
  row("bytes_out_cnt", "count"),
  row("bytes_out_rate", "rate"),
  row("gpc1", "count"),
  row("gpc1_rate", "rate"),
  row("server_key", "text"),
  row("http_fail_cnt", "count"),
  row("http_fail_rate", "rate"),
  { name: "gpt", kind: "tag", array: true },
  { name: "gpc", kind: "count", array: true },
  { name: "gpc_rate", kind: "rate", array: true },
];

/** What a line asks to store: `http_req_rate(10s)`, `gpc(4)`. */
export interface StoredData {
  readonly name: string;
  /** Of a rate. */
  readonly periodMs?: number;
  /** Of an array. */
  readonly count?: number;
}

/** One number (or rate) of every entry. */
export interface Column {
  /** `gpc0`, also where it is the first of an array. */
  readonly name: string;
  readonly kind: DataKind;
  readonly periodMs: number;
  /** An element of an array: `gpc(4)`. */
  readonly array: boolean;
  /** Its place among an entry's numbers; −1: it is a text. */
  readonly at: number;
}

/** The columns of a table, in HAProxy's order. Arrays become one column for each element. */
export function columnsOf(stored: readonly StoredData[]): readonly Column[] {
  const columns: Column[] = [];
  let at = 0;
  for (const { name, kind, array } of dataTypes) {
    const wish = stored.find((candidate) => candidate.name === name);
    if (!wish) continue;
    for (let index = 0; index < (array ? (wish.count ?? 1) : 1); index++) {
      const own = array ? name.replace(/^(gp[ct])/, `$1${index}`) : name;
      columns.push({
        name: own,
        kind,
        array: array === true,
        periodMs: wish.periodMs ?? 0,
        at: kind === "text" ? -1 : at,
      });
      at += kind === "text" ? 0 : kind === "rate" ? rateWidth : 1;
    }
  }
  return columns;
}
